package io.drover.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job with all that was asked for.
///
/// @param isRollingOut executions are still to be queued
public record Job(
    JobSummary summary,
    List<String> targets,
    @Nullable String documentSource,
    @Nullable String description,
    PresignedUrls urls,
    @Nullable Long inProgressMinutes,
    @Nullable String namespaceId,
    Cancellation cancellation,
    boolean isRollingOut) {
  public Job {
    targets = List.copyOf(targets);
  }

  /// How and why a job was canceled.
  public record Cancellation(
      boolean forced, @Nullable String reasonCode, @Nullable String comment) {}
}
