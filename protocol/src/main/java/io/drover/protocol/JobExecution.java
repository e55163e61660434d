package io.drover.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One execution as a device is told of it over MQTT. Times are whole seconds of the epoch; empty
/// `statusDetails` are left out on the wire; the document is the text of a JSON value.
public record JobExecution(
    String jobId,
    String status,
    Map<String, String> statusDetails,
    long queuedAt,
    @Nullable Long startedAt,
    long lastUpdatedAt,
    long versionNumber,
    long executionNumber,
    @Nullable Long approximateSecondsBeforeTimedOut,
    @Nullable String jobDocument) {
  public JobExecution {
    statusDetails = Map.copyOf(statusDetails);
  }
}
