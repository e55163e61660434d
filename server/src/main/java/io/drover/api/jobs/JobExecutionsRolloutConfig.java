package io.drover.api.jobs;

import io.drover.jobs.configuration.ExponentialRate;
import io.drover.jobs.configuration.RolloutConfig;
import org.jspecify.annotations.Nullable;

public record JobExecutionsRolloutConfig(
    @Nullable Integer maximumPerMinute, @Nullable ExponentialRolloutRate exponentialRate) {

  public record ExponentialRolloutRate(
      int baseRatePerMinute, double incrementFactor, RateIncreaseCriteria rateIncreaseCriteria) {

    private ExponentialRate decode() {
      return new ExponentialRate(
          baseRatePerMinute,
          incrementFactor,
          rateIncreaseCriteria.numberOfNotifiedThings,
          rateIncreaseCriteria.numberOfSucceededThings);
    }

    private static ExponentialRolloutRate of(ExponentialRate rate) {
      return new ExponentialRolloutRate(
          rate.baseRatePerMinute(),
          rate.incrementFactor(),
          new RateIncreaseCriteria(rate.numberOfNotifiedThings(), rate.numberOfSucceededThings()));
    }
  }

  public record RateIncreaseCriteria(
      @Nullable Integer numberOfNotifiedThings, @Nullable Integer numberOfSucceededThings) {}

  static RolloutConfig decode(@Nullable JobExecutionsRolloutConfig config) {
    return config == null ? RolloutConfig.NONE : config.decode();
  }

  private RolloutConfig decode() {
    return new RolloutConfig(
        maximumPerMinute, exponentialRate == null ? null : exponentialRate.decode());
  }

  static JobExecutionsRolloutConfig of(RolloutConfig rollout) {
    ExponentialRate rate = rollout.exponentialRate();
    return new JobExecutionsRolloutConfig(
        rollout.maximumPerMinute(), rate == null ? null : ExponentialRolloutRate.of(rate));
  }
}
