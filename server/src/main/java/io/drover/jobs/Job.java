package io.drover.jobs;

import org.jspecify.annotations.Nullable;

/// A job with all that was asked for.
///
/// @param isRollingOut executions are still to be queued
public record Job(
    JobSummary summary,
    JobDefinition definition,
    @Nullable String description,
    @Nullable String namespaceId,
    Cancellation cancellation,
    boolean isRollingOut) {

  /// As one that has to wait until others have been rolled out.
  Job waiting() {
    return new Job(summary.waiting(), definition, description, namespaceId, cancellation, false);
  }

  /// How and why a job was canceled.
  public record Cancellation(
      boolean forced, @Nullable String reasonCode, @Nullable String comment) {}
}
