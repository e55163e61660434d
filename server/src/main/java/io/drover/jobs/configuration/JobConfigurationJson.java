package io.drover.jobs.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Configurations as stores keep them. What is not set is left out.
public final class JobConfigurationJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private JobConfigurationJson() {}

  private record Members(
      @Nullable PresignedUrls urls,
      @Nullable RolloutConfig rollout,
      @Nullable AbortConfig abort,
      @Nullable InProgressTimeout timeout,
      @Nullable RetryConfig retry,
      @Nullable Schedule schedule) {}

  public static String write(JobConfiguration configuration) {
    return JSON.writeValueAsString(
        new Members(
            unless(PresignedUrls.NONE, configuration.urls()),
            unless(RolloutConfig.NONE, configuration.rollout()),
            unless(AbortConfig.NONE, configuration.abort()),
            unless(InProgressTimeout.NONE, configuration.timeout()),
            unless(RetryConfig.NONE, configuration.retry()),
            unless(Schedule.NONE, configuration.schedule())));
  }

  private static <T> @Nullable T unless(T none, T value) {
    return value.equals(none) ? null : value;
  }

  /// Reads what [#write] has written.
  public static JobConfiguration read(String json) {
    Members members = JSON.readValue(json, Members.class);
    return new JobConfiguration(
        or(members.urls(), PresignedUrls.NONE),
        or(members.rollout(), RolloutConfig.NONE),
        or(members.abort(), AbortConfig.NONE),
        or(members.timeout(), InProgressTimeout.NONE),
        or(members.retry(), RetryConfig.NONE),
        or(members.schedule(), Schedule.NONE));
  }

  private static <T> T or(@Nullable T value, T none) {
    return value == null ? none : value;
  }
}
