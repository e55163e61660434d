package io.drover.jobs.configuration;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each member of a configuration may be: the least and the most are taken, what lies beyond
/// is refused by name.
class LimitsTest {

  private static void refused(String member, Runnable made) {
    assertThat(refusal(InvalidRequest.class, made::run).message()).contains(member);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000})
  void aRateIsOneToAThousand(int rate) {
    assertThat(new RolloutConfig(rate, null).maximumPerMinute()).isEqualTo(rate);
    assertThat(rate(rate, 2, 1, null).baseRatePerMinute()).isEqualTo(rate);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_001})
  void anyOtherRateIsRefused(int rate) {
    refused("jobExecutionsRolloutConfig.maximumPerMinute", () -> new RolloutConfig(rate, null));
    refused("exponentialRate.baseRatePerMinute", () -> rate(rate, 2, 1, null));
  }

  private static ExponentialRate rate(
      int base, double factor, @Nullable Integer notified, @Nullable Integer succeeded) {
    return new ExponentialRate(base, factor, notified, succeeded);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.1, 1.5, 2, 4.9, 5})
  void aFactorHasOneDecimal(double factor) {
    assertThat(rate(1, factor, null, 1).incrementFactor()).isEqualTo(factor);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 1.09, 1.15, 2.55, 5.1, Double.NaN})
  void anyOtherFactorIsRefused(double factor) {
    refused("exponentialRate.incrementFactor", () -> rate(1, factor, null, 1));
  }

  @Test
  void aRateIncreasesByNotifiedOrBySucceededThingsOrByBoth() {
    assertThat(rate(1, 2, 1, 1).numberOfSucceededThings()).isEqualTo(1);
    refused("exponentialRate.rateIncreaseCriteria", () -> rate(1, 2, null, null));
    refused("rateIncreaseCriteria.numberOfNotifiedThings", () -> rate(1, 2, 0, 1));
    refused("rateIncreaseCriteria.numberOfSucceededThings", () -> rate(1, 2, 1, 0));
  }

  private static AbortConfig.Criterion abort(double percentage, int least) {
    return new AbortConfig.Criterion(
        AbortConfig.FailureType.ALL, AbortConfig.Action.CANCEL, percentage, least);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 10.9, 10.99, 99.99, 100})
  void aThresholdHasTwoDecimals(double percentage) {
    assertThat(abort(percentage, 1).thresholdPercentage()).isEqualTo(percentage);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, 10.999, 100.01, Double.NaN})
  void anyOtherThresholdIsRefused(double percentage) {
    refused("abortConfig.criteriaList.thresholdPercentage", () -> abort(percentage, 1));
  }

  @Test
  void anAbortNeedsAnExecutionAndTakesAHundredCriteria() {
    refused("abortConfig.criteriaList.minNumberOfExecutedThings", () -> abort(1, 0));
    assertThat(new AbortConfig(Collections.nCopies(100, abort(1, 1))).criteria()).hasSize(100);
    refused(
        "abortConfig.criteriaList", () -> new AbortConfig(Collections.nCopies(101, abort(1, 1))));
  }

  private static RetryConfig retries(RetryConfig.Criterion... criteria) {
    return new RetryConfig(List.of(criteria));
  }

  private static RetryConfig.Criterion retry(String failure, int number) {
    return new RetryConfig.Criterion(RetryConfig.FailureType.valueOf(failure), number);
  }

  @ParameterizedTest
  @CsvSource({"FAILED, 10, TIMED_OUT, 0", "TIMED_OUT, 4, FAILED, 6", "FAILED, 0, TIMED_OUT, 0"})
  void tenRetriesCanBeHadInAll(String one, int first, String other, int second) {
    RetryConfig config = retries(retry(one, first), retry(other, second));
    assertThat(config.retriesNothing()).isEqualTo(first + second == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED, 5, TIMED_OUT, 6",
    "FAILED, 1, FAILED, 2",
    "ALL, 1, FAILED, 1",
    "TIMED_OUT, 1, ALL, 1",
    "ALL, 1, ALL, 1"
  })
  void retriesThatContradictEachOtherAreRefused(String one, int first, String other, int second) {
    refused(
        "jobExecutionsRetryConfig.criteriaList",
        () -> retries(retry(one, first), retry(other, second)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 11})
  void aCriterionHasNoneToTenRetries(int number) {
    refused("criteriaList.numberOfRetries", () -> retry("ALL", number));
  }

  @Test
  void thereAreTwoRetryCriteriaAtMost() {
    refused(
        "jobExecutionsRetryConfig.criteriaList",
        () -> retries(retry("FAILED", 1), retry("TIMED_OUT", 1), retry("FAILED", 1)));
  }

  @Test
  void aTimeoutIsAMinuteToAWeek() {
    assertThat(new InProgressTimeout(10_080L).minutes()).isEqualTo(10_080);
    refused("timeoutConfig.inProgressTimeoutInMinutes", () -> new InProgressTimeout(0L));
    refused("timeoutConfig.inProgressTimeoutInMinutes", () -> new InProgressTimeout(10_081L));
  }

  @Test
  void aSignedUrlIsGoodForAMinuteToAnHour() {
    assertThat(new PresignedUrls(null, 3_600L).expiresInSec()).isEqualTo(3_600);
    refused("presignedUrlConfig.expiresInSec", () -> new PresignedUrls(null, 59L));
    refused("presignedUrlConfig.expiresInSec", () -> new PresignedUrls(null, 3_601L));
  }
}
