package io.drover.api.http.contract;

import java.util.Optional;

/// A service of the contract. All share one listener; requests tell by the name they are signed for
/// which one they mean.
public enum Service {
  /// The control plane: registry, certificates, policies, jobs.
  IOT("iot"),
  /// Shadows, messages and connections of devices.
  IOT_DATA("iot-data"),
  /// What devices do with their jobs.
  IOT_JOBS_DATA("iot-jobs-data");

  private final String id;

  Service(String id) {
    this.id = id;
  }

  /// The name by which clients select the service, such as `iot-data`.
  public String id() {
    return id;
  }

  /// The service that requests signed for this name mean. Older SDKs and command lines, such as
  /// Debian's, sign for the control plane as `execute-api`.
  public static Optional<Service> signedAs(String signingName) {
    return switch (signingName) {
      case "iot", "execute-api" -> Optional.of(IOT);
      case "iotdata", "iotdevicegateway" -> Optional.of(IOT_DATA);
      case "iot-jobs-data" -> Optional.of(IOT_JOBS_DATA);
      default -> Optional.empty();
    };
  }
}
