package io.drover.protocol;

import java.util.Map;

/// Where a job execution stands, as a device is told in answers and refusals. Empty `statusDetails`
/// are left out on the wire.
public record ExecutionState(String status, Map<String, String> statusDetails, long versionNumber) {
  public ExecutionState {
    statusDetails = Map.copyOf(statusDetails);
  }
}
