package io.drover.jobs;

import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.AbortConfig.Criterion;
import java.math.BigDecimal;
import java.util.Optional;

/// Whether so much has gone wrong that a job ends itself. What counts is how each thing's latest
/// execution ended: as the device reported or by its timeout; neither what was canceled or removed
/// nor an attempt that is followed by another one.
final class AbortRule {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  private AbortRule() {}

  /// A criterion that is met.
  ///
  /// @param executed how many things have executed the job
  /// @param failed on how many of them it went wrong as the criterion says
  record Met(Criterion criterion, long executed, long failed) {
    String comment() {
      return "Aborted: %d of %d executed things %s, the threshold being %s%% of at least %d."
          .formatted(
              failed,
              executed,
              switch (criterion.failureType()) {
                case FAILED -> "FAILED";
                case REJECTED -> "REJECTED the job";
                case TIMED_OUT -> "TIMED_OUT";
                case ALL -> "FAILED, REJECTED the job or TIMED_OUT";
              },
              percentage(criterion).stripTrailingZeros().toPlainString(),
              criterion.minNumberOfExecutedThings());
    }

    private boolean holds() {
      BigDecimal share = BigDecimal.valueOf(failed).multiply(WHOLE);
      return executed >= criterion.minNumberOfExecutedThings()
          && share.compareTo(percentage(criterion).multiply(BigDecimal.valueOf(executed))) >= 0;
    }
  }

  private static BigDecimal percentage(Criterion criterion) {
    return BigDecimal.valueOf(criterion.thresholdPercentage());
  }

  /// The first criterion that is met.
  static Optional<Met> met(AbortConfig config, ExecutionCounts counts) {
    return config.criteria().stream()
        .map(criterion -> new Met(criterion, executed(counts), failed(criterion, counts)))
        .filter(Met::holds)
        .findFirst();
  }

  private static long executed(ExecutionCounts counts) {
    return counts.succeeded() + counts.failed() + counts.rejected() + counts.timedOut();
  }

  private static long failed(Criterion criterion, ExecutionCounts counts) {
    return switch (criterion.failureType()) {
      case FAILED -> counts.failed();
      case REJECTED -> counts.rejected();
      case TIMED_OUT -> counts.timedOut();
      case ALL -> counts.failed() + counts.rejected() + counts.timedOut();
    };
  }
}
