package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.RetryConfig.Criterion;
import io.drover.jobs.configuration.RetryConfig.FailureType;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryRuleTest {
  private static RetryConfig config(Criterion... criteria) {
    return new RetryConfig(List.of(criteria));
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED, 0, 0, true",
    "FAILED, 1, 3, true",
    "FAILED, 2, 0, false",
    "TIMED_OUT, 0, 0, true",
    "TIMED_OUT, 2, 2, true",
    "TIMED_OUT, 0, 3, false"
  })
  void eachKindOfFailureHasItsOwnAttempts(
      JobExecutionStatus ended, int failed, int timedOut, boolean again) {
    RetryConfig config =
        config(new Criterion(FailureType.FAILED, 2), new Criterion(FailureType.TIMED_OUT, 3));
    assertThat(RetryRule.allows(config, ended, new Attempts(failed, timedOut))).isEqualTo(again);
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED, 0, 0, true",
    "FAILED, 1, 1, true",
    "TIMED_OUT, 2, 0, true",
    "FAILED, 0, 3, false",
    "TIMED_OUT, 2, 1, false"
  })
  void attemptsForAllAreSharedByBoth(
      JobExecutionStatus ended, int failed, int timedOut, boolean again) {
    RetryConfig config = config(new Criterion(FailureType.ALL, 3));
    assertThat(RetryRule.allows(config, ended, new Attempts(failed, timedOut))).isEqualTo(again);
  }

  @Test
  void whatNoCriterionNamesIsNotTriedAgain() {
    RetryConfig failed = config(new Criterion(FailureType.FAILED, 1));
    assertThat(RetryRule.allows(failed, JobExecutionStatus.TIMED_OUT, Attempts.NONE)).isFalse();
    assertThat(RetryRule.allows(RetryConfig.NONE, JobExecutionStatus.FAILED, Attempts.NONE))
        .isFalse();
    RetryConfig never = config(new Criterion(FailureType.ALL, 0));
    assertThat(RetryRule.allows(never, JobExecutionStatus.FAILED, Attempts.NONE)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = JobExecutionStatus.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FAILED", "TIMED_OUT"})
  void onlyFailuresAndTimeoutsAreTriedAgain(JobExecutionStatus ended) {
    RetryConfig all = config(new Criterion(FailureType.ALL, 10));
    assertThat(RetryRule.allows(all, ended, Attempts.NONE)).isFalse();
  }

  @Property
  void thereAreNeverMoreAttemptsThanTheCriteriaHaveTogether(
      @ForAll @IntRange(max = 5) int forFailed,
      @ForAll @IntRange(max = 5) int forTimedOut,
      @ForAll List<Boolean> failures) {
    RetryConfig config =
        config(
            new Criterion(FailureType.FAILED, forFailed),
            new Criterion(FailureType.TIMED_OUT, forTimedOut));
    Attempts attempts = Attempts.NONE;
    for (boolean failed : failures) {
      JobExecutionStatus ended = failed ? JobExecutionStatus.FAILED : JobExecutionStatus.TIMED_OUT;
      if (!RetryRule.allows(config, ended, attempts)) {
        break;
      }
      attempts = attempts.after(ended);
    }
    assertThat(attempts.failed()).isLessThanOrEqualTo(forFailed);
    assertThat(attempts.timedOut()).isLessThanOrEqualTo(forTimedOut);
    assertThat(attempts.total()).isLessThanOrEqualTo(failures.size());
  }
}
