package io.drover.api.jobs;

import org.jspecify.annotations.Nullable;

public record TimeoutConfig(@Nullable Long inProgressTimeoutInMinutes) {

  static @Nullable Long minutes(@Nullable TimeoutConfig config) {
    return config == null ? null : config.inProgressTimeoutInMinutes;
  }
}
