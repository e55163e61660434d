package io.drover.cli;

import java.util.Arrays;
import java.util.List;

/// Where an execution stands, in the order in which it is shown.
enum ExecutionStatus {
  QUEUED("Queued", "numberOfQueuedThings", Tone.FAINT),
  IN_PROGRESS("In progress", "numberOfInProgressThings", Tone.BUSY),
  SUCCEEDED("Succeeded", "numberOfSucceededThings", Tone.GOOD),
  FAILED("Failed", "numberOfFailedThings", Tone.BAD),
  TIMED_OUT("Timed out", "numberOfTimedOutThings", Tone.BAD),
  REJECTED("Rejected", "numberOfRejectedThings", Tone.BAD),
  REMOVED("Removed", "numberOfRemovedThings", Tone.WARNING),
  CANCELED("Canceled", "numberOfCanceledThings", Tone.WARNING);

  /// Those that a device, or its silence, brought about.
  static final List<ExecutionStatus> FAILURES = List.of(FAILED, TIMED_OUT, REJECTED);

  private final String label;
  private final String counter;
  private final Tone tone;

  ExecutionStatus(String label, String counter, Tone tone) {
    this.label = label;
    this.counter = counter;
    this.tone = tone;
  }

  String label() {
    return label;
  }

  /// The member of `jobProcessDetails` that counts it.
  String counter() {
    return counter;
  }

  Tone tone() {
    return tone;
  }

  boolean isPending() {
    return this == QUEUED || this == IN_PROGRESS;
  }

  static int longestLabel() {
    return Arrays.stream(values()).mapToInt(status -> status.label.length()).max().orElse(0);
  }
}
