package io.drover.api.jobs;

import io.drover.jobs.configuration.InProgressTimeout;
import org.jspecify.annotations.Nullable;

public record TimeoutConfig(@Nullable Long inProgressTimeoutInMinutes) {

  static InProgressTimeout decode(@Nullable TimeoutConfig config) {
    return config == null
        ? InProgressTimeout.NONE
        : new InProgressTimeout(config.inProgressTimeoutInMinutes);
  }

  static TimeoutConfig of(InProgressTimeout timeout) {
    return new TimeoutConfig(timeout.minutes());
  }
}
