package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.ExponentialRate;
import io.drover.jobs.configuration.RolloutConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutPlanTest {
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static RolloutConfig constant(int maximumPerMinute) {
    return new RolloutConfig(maximumPerMinute, null);
  }

  @Test
  void aJobWithoutRatesHasNoLimit() {
    RolloutPlan plan =
        RolloutPlan.of(RolloutConfig.NONE, Pace.START.queued(1_000_000, TEN), 0, TEN);
    assertThat(plan.isLimited()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "40, 60", "100, 0", "130, 0"})
  void whatIsLeftOfTheMinuteMayBeQueued(long queued, long allowed) {
    Pace pace = Pace.START.queued(queued, TEN);
    RolloutPlan plan = RolloutPlan.of(constant(100), pace, 0, TEN.plusSeconds(30));
    assertThat(plan).isEqualTo(new RolloutPlan(allowed, TEN.plusSeconds(60)));
  }

  @Test
  void theNextMinuteBeginsAMinuteAfterTheLastOneWasQueued() {
    Pace pace = Pace.START.queued(40, TEN).queued(60, TEN.plusSeconds(30));
    Instant end = TEN.plusSeconds(90);
    assertThat(RolloutPlan.of(constant(100), pace, 0, end.minusMillis(1)))
        .isEqualTo(new RolloutPlan(0, end));
    assertThat(RolloutPlan.of(constant(100), pace, 0, end).allowed()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 50",
    "999, 50",
    "1000, 100",
    "1999, 100",
    "2000, 200",
    "3000, 400",
    "4000, 800",
    "5000, 1000",
    "1000000000, 1000"
  })
  void theRateRisesWithEveryThousandThatWereNotified(long notified, int rate) {
    RolloutConfig config = new RolloutConfig(null, new ExponentialRate(50, 2, 1_000, null));
    assertThat(config.perMinute(notified, 0)).isEqualTo(rate);
    Pace pace = new Pace(notified, 0, TEN);
    assertThat(RolloutPlan.of(config, pace, 0, TEN).allowed()).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 11", "3, 12", "4, 13", "5, 14", "73, 300", "74, 300"})
  void aRateHasNoFractionsAndNeverExceedsTheMaximum(long notified, int rate) {
    RolloutConfig config = new RolloutConfig(300, new ExponentialRate(10, 1.1, 2, null));
    assertThat(config.perMinute((notified - 1) * 2, 0)).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource({"99, 9, 5", "100, 9, 10", "99, 10, 10", "100, 10, 10", "199, 20, 20", "300, 0, 40"})
  void ofTwoCriteriaTheOneReachedFirstCounts(long notified, long succeeded, int rate) {
    RolloutConfig config = new RolloutConfig(null, new ExponentialRate(5, 2, 100, 10));
    assertThat(config.perMinute(notified, succeeded)).isEqualTo(rate);
  }

  @Test
  void aRateThatRoseHoldsFromTheNextMinuteOn() {
    RolloutConfig config = new RolloutConfig(null, new ExponentialRate(50, 2, 100, null));
    Pace pace = new Pace(50, 0, TEN).queued(50, TEN);
    assertThat(RolloutPlan.of(config, pace, 0, TEN).allowed()).isZero();
    assertThat(RolloutPlan.of(config, pace, 0, TEN.plus(MINUTE)).allowed()).isEqualTo(100);
  }

  /// Minutes by number: 50 each until 1,000 are reached, and so on.
  @Test
  void theExampleOfTheGuideTakesItsTime() {
    RolloutConfig config = new RolloutConfig(null, new ExponentialRate(50, 2, 1_000, null));
    List<Long> reached = new ArrayList<>();
    Pace pace = Pace.START;
    for (Instant now = TEN; reached.size() < 40; now = now.plus(MINUTE)) {
      pace = pace.queued(RolloutPlan.of(config, pace, 0, now).allowed(), now);
      reached.add(pace.notified());
    }
    assertThat(reached.get(19)).isEqualTo(1_000);
    assertThat(reached.get(20)).isEqualTo(1_100);
    assertThat(reached.get(29)).isEqualTo(2_000);
    assertThat(reached.get(30)).isEqualTo(2_200);
    assertThat(reached.get(34)).isEqualTo(3_000);
    assertThat(reached.subList(35, 40)).containsExactly(3_400L, 3_800L, 4_200L, 5_000L, 6_000L);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, -61, 60, 3_600})
  void aClockThatIsSetEndsTheMinute(long seconds) {
    Pace pace = Pace.START.queued(100, TEN);
    assertThat(RolloutPlan.of(constant(100), pace, 0, TEN.plusSeconds(seconds)).allowed())
        .isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {-60, -1, 0, 59})
  void aClockThatDiffersByLessDoesNot(long seconds) {
    Pace pace = Pace.START.queued(100, TEN);
    assertThat(RolloutPlan.of(constant(100), pace, 0, TEN.plusSeconds(seconds)))
        .isEqualTo(new RolloutPlan(0, TEN.plusSeconds(60)));
  }

  /// What was queued, in true time.
  private record Queued(long millis, long count) {}

  private static long within(List<Queued> all, long from, long to) {
    return all.stream()
        .filter(queued -> queued.millis() > from && queued.millis() <= to)
        .mapToLong(Queued::count)
        .sum();
  }

  @Property(tries = 200)
  void noSixtySecondsHoldMoreThanTheRate(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000) int rate) {
    Random random = new Random(seed);
    List<Queued> all = new ArrayList<>();
    Pace pace = Pace.START;
    long millis = 0;
    for (int pass = 0; pass < 500; pass++) {
      millis += random.nextInt(20_000);
      Instant now = TEN.plusMillis(millis);
      long allowed = RolloutPlan.of(constant(rate), pace, 0, now).allowed();
      if (allowed > 0) {
        long count = 1 + (long) (random.nextDouble() * (allowed - 1));
        pace = pace.queued(count, now);
        all.add(new Queued(millis, count));
      }
    }
    assertThat(all)
        .allSatisfy(
            last ->
                assertThat(within(all, last.millis() - 60_000, last.millis()))
                    .isLessThanOrEqualTo(rate));
    assertThat(pace.notified()).isEqualTo(within(all, -1, millis));
  }

  /// Jumps are ten minutes apart, so that no two of them share a minute. After one the wait is two
  /// minutes at most, beside what was waited before.
  @Property(tries = 200)
  void aJumpOfTheClockCostsNoMoreThanOneMinuteEitherWay(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000) int rate) {
    Random random = new Random(seed);
    List<Queued> all = new ArrayList<>();
    Pace pace = Pace.START;
    long offset = 0;
    for (long millis = 0; millis < 7_200_000; millis += 1 + random.nextInt(1_000)) {
      if (millis / 600_000 != (millis + 1_000) / 600_000 && random.nextBoolean()) {
        offset += random.nextInt(7_200_000) - 3_600_000;
        millis += 1_000;
      }
      Instant now = TEN.plusMillis(millis + offset);
      long allowed = RolloutPlan.of(constant(rate), pace, 0, now).allowed();
      if (allowed > 0) {
        pace = pace.queued(allowed, now);
        all.add(new Queued(millis, allowed));
      }
    }
    for (int i = 1; i < all.size(); i++) {
      Queued last = all.get(i);
      assertThat(last.millis() - all.get(i - 1).millis()).isLessThanOrEqualTo(182_000);
      long most = crossesAJump(last.millis()) ? 2L * rate : rate;
      assertThat(within(all, last.millis() - 60_000, last.millis())).isLessThanOrEqualTo(most);
    }
  }

  private static boolean crossesAJump(long millis) {
    return millis % 600_000 <= 60_000 || millis % 600_000 >= 599_000;
  }
}
