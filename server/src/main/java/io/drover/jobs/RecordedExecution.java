package io.drover.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One execution as operators see it, ended or not.
public record RecordedExecution(
    ListedExecution listed,
    Map<String, String> statusDetails,
    boolean forceCanceled,
    long versionNumber,
    @Nullable Long approximateSecondsBeforeTimedOut) {
  public RecordedExecution {
    statusDetails = Map.copyOf(statusDetails);
  }
}
