package io.drover.api.http;

import io.drover.api.http.contract.Contract;
import io.drover.api.http.contract.ContractOperation;
import io.drover.api.http.contract.Router;
import io.drover.api.http.contract.Service;
import java.util.Arrays;
import java.util.List;

/// The operations that share a set of paths: those of operators, or those of devices, who reach
/// both of their services at one endpoint.
enum Plane {
  CONTROL,
  DATA;

  static Plane of(Service service) {
    return switch (service) {
      case IOT -> CONTROL;
      case IOT_DATA, IOT_JOBS_DATA -> DATA;
    };
  }

  Router router(Contract contract) {
    List<ContractOperation> operations =
        Arrays.stream(Service.values())
            .filter(service -> of(service) == this)
            .flatMap(service -> contract.operations(service).values().stream())
            .toList();
    return new Router(operations);
  }

  /// How large a body may be. Messages to devices may have 128 KiB; job documents, templates and
  /// certificates stay far below 1 MiB.
  int mostBodyBytes() {
    return switch (this) {
      case CONTROL -> 1024 * 1024;
      case DATA -> (128 + 16) * 1024;
    };
  }
}
