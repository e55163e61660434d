package io.drover.jobs.configuration;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A rate that is multiplied each time that another so many things have been notified, or have
/// succeeded. At least one of the two numbers is given; of both the one reached first counts.
///
/// @param baseRatePerMinute 1 to 1,000
/// @param incrementFactor 1.1 to 5, with one digit after the decimal point
/// @param numberOfNotifiedThings at least 1
/// @param numberOfSucceededThings at least 1
public record ExponentialRate(
    int baseRatePerMinute,
    double incrementFactor,
    @Nullable Integer numberOfNotifiedThings,
    @Nullable Integer numberOfSucceededThings) {
  private static final String MEMBER = "jobExecutionsRolloutConfig.exponentialRate.";
  private static final String CRITERIA = MEMBER + "rateIncreaseCriteria";

  /// After so many, the slowest of all rates has become the fastest.
  private static final int MOST_RISES = 73;

  public ExponentialRate {
    Bounds.range(MEMBER + "baseRatePerMinute", baseRatePerMinute, 1, RolloutConfig.MOST_PER_MINUTE);
    Bounds.require(
        incrementFactor >= 1.1 && incrementFactor <= 5,
        "%sincrementFactor is 1.1 to 5, not %s.".formatted(MEMBER, incrementFactor));
    Bounds.decimals(MEMBER + "incrementFactor", incrementFactor, 1);
    Bounds.require(
        numberOfNotifiedThings != null || numberOfSucceededThings != null,
        "%s needs numberOfNotifiedThings or numberOfSucceededThings.".formatted(CRITERIA));
    checkNumber("numberOfNotifiedThings", numberOfNotifiedThings);
    checkNumber("numberOfSucceededThings", numberOfSucceededThings);
  }

  private static void checkNumber(String member, @Nullable Integer number) {
    if (number != null) {
      Bounds.atLeastOne(CRITERIA + "." + member, number);
    }
  }

  /// The rate after so many things have been notified and have succeeded; 1 to 1,000.
  int perMinute(long notified, long succeeded) {
    long rises =
        Math.max(
            rises(notified, numberOfNotifiedThings), rises(succeeded, numberOfSucceededThings));
    BigDecimal factor = BigDecimal.valueOf(incrementFactor).pow((int) Math.min(rises, MOST_RISES));
    return BigDecimal.valueOf(baseRatePerMinute)
        .multiply(factor)
        .min(BigDecimal.valueOf(RolloutConfig.MOST_PER_MINUTE))
        .intValue();
  }

  private static long rises(long number, @Nullable Integer step) {
    return step == null ? 0 : number / step;
  }
}
