package io.drover.jobs;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static Instant minute(long minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  @Test
  void theEarlierDeadlineCounts() {
    Timers timers = Timers.start(NOON, Duration.ofMinutes(20));
    assertThat(timers.next()).isEqualTo(minute(20));
    timers = timers.with(StepTimer.of(7L), minute(5));
    assertThat(timers.next()).isEqualTo(minute(12));
    timers = timers.with(StepTimer.of(5L), minute(10));
    assertThat(timers.next()).isEqualTo(minute(15));
    timers = timers.with(StepTimer.of(9L), minute(13));
    assertThat(timers.next()).isEqualTo(minute(20));
    assertThat(timers.job()).isEqualTo(minute(20));
  }

  @Test
  void aStoppedStepTimerLeavesTheJobsDeadline() {
    Timers timers = Timers.start(NOON, Duration.ofMinutes(20)).with(StepTimer.of(1L), NOON);
    assertThat(timers.with(StepTimer.of(-1L), NOON).next()).isEqualTo(minute(20));
    assertThat(Timers.NONE.with(StepTimer.of(1L), NOON).with(StepTimer.of(-1L), NOON))
        .isEqualTo(Timers.NONE);
  }

  @Test
  void withoutAWordTheStepTimerRunsOn() {
    Timers timers = Timers.NONE.with(StepTimer.of(3L), NOON);
    assertThat(timers.with(StepTimer.of(null), minute(1))).isEqualTo(timers);
    assertThat(timers.secondsLeft(minute(1))).isEqualTo(120);
    assertThat(timers.secondsLeft(minute(9))).isZero();
    assertThat(timers.haveExpired(minute(3).minusMillis(1))).isFalse();
    assertThat(timers.haveExpired(minute(3))).isTrue();
  }

  @Test
  void noTimerNeverExpires() {
    assertThat(Timers.NONE.haveExpired(Instant.MAX)).isFalse();
    assertThat(Timers.NONE.secondsLeft(NOON)).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -2, 10_081, Long.MAX_VALUE, Long.MIN_VALUE})
  void otherMinutesAreRefused(long minutes) {
    refusal(InvalidRequest.class, () -> StepTimer.of(minutes));
  }
}
