package io.drover.api.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

public record JobExecutionsRolloutConfig(
    @Nullable Integer maximumPerMinute, @Nullable Map<String, Object> exponentialRate) {

  static final JobExecutionsRolloutConfig UNLIMITED = new JobExecutionsRolloutConfig(null, null);

  /// A rollout without a limit can be had; any other would have to be paced.
  static void check(@Nullable JobExecutionsRolloutConfig config) {
    if (config != null) {
      Unsupported.refuse("jobExecutionsRolloutConfig.maximumPerMinute", config.maximumPerMinute);
      Unsupported.refuse("jobExecutionsRolloutConfig.exponentialRate", config.exponentialRate);
    }
  }
}
