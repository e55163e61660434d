package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.AbortRule.Met;
import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.AbortConfig.Action;
import io.drover.jobs.configuration.AbortConfig.Criterion;
import io.drover.jobs.configuration.AbortConfig.FailureType;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbortRuleTest {
  private static final Criterion FAILED_20_OF_5 = criterion(FailureType.FAILED, 20, 5);

  private static Criterion criterion(FailureType type, double percentage, int least) {
    return new Criterion(type, Action.CANCEL, percentage, least);
  }

  private static Optional<Met> met(ExecutionCounts counts, Criterion... criteria) {
    return AbortRule.met(new AbortConfig(List.of(criteria)), counts);
  }

  private static ExecutionCounts ended(long succeeded, long failed, long timedOut, long rejected) {
    return new ExecutionCounts(0, 0, succeeded, failed, timedOut, rejected, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, false",
    "4, 1, true",
    "5, 1, false",
    "0, 4, false",
    "0, 5, true",
    "8, 2, true",
    "9, 2, false",
    "5, 0, false"
  })
  void aShareOfAtLeastSoManyThatHaveExecutedAborts(long succeeded, long failed, boolean aborts) {
    assertThat(met(ended(succeeded, failed, 0, 0), FAILED_20_OF_5).isPresent()).isEqualTo(aborts);
  }

  @Test
  void whatIsPendingCanceledOrRemovedDoesNotCount() {
    ExecutionCounts counts = new ExecutionCounts(10, 10, 3, 1, 0, 0, 10, 10);
    assertThat(met(counts, FAILED_20_OF_5)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FAILED, 1", "TIMED_OUT, 2", "REJECTED, 3", "ALL, 6"})
  void eachKindOfFailureIsCountedForItself(FailureType type, long failed) {
    assertThat(met(ended(4, 1, 2, 3), criterion(type, 0.01, 1)).orElseThrow().failed())
        .isEqualTo(failed);
  }

  @ParameterizedTest
  @CsvSource({"33.33, true", "33.34, false", "33.3, true"})
  void sharesAreExact(double percentage, boolean aborts) {
    assertThat(met(ended(2, 1, 0, 0), criterion(FailureType.FAILED, percentage, 1)).isPresent())
        .isEqualTo(aborts);
  }

  @Test
  void theFirstCriterionThatIsMetIsTold() {
    Criterion unmet = criterion(FailureType.REJECTED, 1, 1);
    Met met =
        met(ended(3, 1, 1, 0), unmet, FAILED_20_OF_5, criterion(FailureType.ALL, 1, 1))
            .orElseThrow();
    assertThat(met).isEqualTo(new Met(FAILED_20_OF_5, 5, 1));
    assertThat(met.comment())
        .isEqualTo(
            "Aborted: 1 of 5 executed things FAILED, the threshold being 20% of at least 5.");
  }

  @Test
  void withoutCriteriaNothingAborts() {
    assertThat(AbortRule.met(AbortConfig.NONE, ended(0, 1_000_000, 0, 0))).isEmpty();
  }

  @Property
  void aCriterionIsMetExactlyFromItsThresholdOn(
      @ForAll @IntRange(min = 1, max = 10_000) int hundredths,
      @ForAll @IntRange(max = 5_000) int succeeded,
      @ForAll @IntRange(max = 5_000) int failed,
      @ForAll @IntRange(min = 1, max = 100) int least) {
    Criterion criterion = criterion(FailureType.FAILED, hundredths / 100.0, least);
    long executed = succeeded + (long) failed;
    assertThat(met(ended(succeeded, failed, 0, 0), criterion).isPresent())
        .isEqualTo(executed >= least && 10_000L * failed >= hundredths * executed);
  }
}
