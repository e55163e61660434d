package io.drover.api.jobs;

import io.drover.jobs.TargetSelection;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Members of the contract that this server does not act on yet: refused, so that nobody believes
/// that they had an effect.
final class Unsupported {
  private Unsupported() {}

  static void check(CreateJob.Request request) {
    if (request.targetSelection() == TargetSelection.CONTINUOUS) {
      refuse("targetSelection CONTINUOUS", request.targetSelection());
    }
    refuse("schedulingConfig", request.schedulingConfig());
    refuse("destinationPackageVersions", request.destinationPackageVersions());
  }

  static void check(CreateJobTemplate.Request request) {
    refuse("maintenanceWindows", request.maintenanceWindows());
    refuse("destinationPackageVersions", request.destinationPackageVersions());
  }

  private static void refuse(String member, @Nullable Object value) {
    boolean absent =
        switch (value) {
          case null -> true;
          case Collection<?> collection -> collection.isEmpty();
          default -> false;
        };
    if (!absent) {
      throw new InvalidRequest(member + " is not supported yet.").toException();
    }
  }
}
