package io.drover.api.jobs;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Members of the contract that this server does not act on yet: refused, so that nobody believes
/// that they had an effect.
final class Unsupported {
  private Unsupported() {}

  static void check(CreateJob.Request request) {
    rollout(request.jobExecutionsRolloutConfig());
    abort(request.abortConfig());
    retry(request.jobExecutionsRetryConfig());
    refuse("jobTemplateArn", request.jobTemplateArn());
    refuse("documentParameters", request.documentParameters());
    refuse("destinationPackageVersions", request.destinationPackageVersions());
  }

  static void check(UpdateJob.Request request) {
    rollout(request.jobExecutionsRolloutConfig());
    abort(request.abortConfig());
    retry(request.jobExecutionsRetryConfig());
  }

  private static void rollout(@Nullable JobExecutionsRolloutConfig config) {
    if (config != null) {
      refuse("jobExecutionsRolloutConfig.maximumPerMinute", config.maximumPerMinute());
      refuse("jobExecutionsRolloutConfig.exponentialRate", config.exponentialRate());
    }
  }

  private static void abort(@Nullable WireAbortConfig config) {
    refuse("abortConfig", config);
  }

  private static void retry(@Nullable JobExecutionsRetryConfig config) {
    refuse("jobExecutionsRetryConfig", config);
  }

  private static void refuse(String member, @Nullable Object value) {
    boolean absent =
        switch (value) {
          case null -> true;
          case Map<?, ?> map -> map.isEmpty();
          case Collection<?> collection -> collection.isEmpty();
          default -> false;
        };
    if (!absent) {
      throw new InvalidRequest(member + " is not supported yet.").toException();
    }
  }
}
