package io.drover.api.jobs;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Members of the contract that this server does not act on yet: refused, so that nobody believes
/// that they had an effect.
final class Unsupported {
  private Unsupported() {}

  static void packageVersions(@Nullable List<String> asked) {
    if (asked != null && !asked.isEmpty()) {
      throw new InvalidRequest("destinationPackageVersions is not supported yet.").toException();
    }
  }
}
