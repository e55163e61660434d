package io.drover.jobs;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A device's report that holds nothing a device may not say.
///
/// @param details as [StatusDetails] spells them; means something only if `replacesDetails`
record Report(
    JobExecutionStatus status,
    boolean replacesDetails,
    @Nullable String details,
    @Nullable Long expectedVersion,
    StepTimer step) {

  static Report of(ExecutionUpdate update) {
    if (update.status().isServiceMade()) {
      throw new InvalidRequest("A device cannot set the status " + update.status() + ".")
          .toException();
    }
    if (update.stepTimeoutInMinutes() != null
        && update.status() != JobExecutionStatus.IN_PROGRESS) {
      throw new InvalidRequest("stepTimeoutInMinutes goes with the status IN_PROGRESS only.")
          .toException();
    }
    return of(
        update.status(),
        update.statusDetails(),
        update.expectedVersion(),
        update.stepTimeoutInMinutes());
  }

  /// What starting the next execution says of it.
  static Report start(@Nullable Map<String, String> details, @Nullable Long stepMinutes) {
    return of(JobExecutionStatus.IN_PROGRESS, details, null, stepMinutes);
  }

  private static Report of(
      JobExecutionStatus status,
      @Nullable Map<String, String> details,
      @Nullable Long expectedVersion,
      @Nullable Long stepMinutes) {
    StatusDetails.check(details);
    return new Report(
        status,
        details != null,
        details == null ? null : StatusDetails.spell(details),
        expectedVersion,
        StepTimer.of(stepMinutes));
  }
}
