package io.drover.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Interval TEN_SECONDS = Interval.passed(Duration.ofSeconds(10));

  @Test
  void oneThatNeverBeganHasPassed() {
    assertThat(TEN_SECONDS.hasPassed(NOON)).isTrue();
    assertThat(TEN_SECONDS.hasPassed(Instant.MIN)).isTrue();
  }

  @Test
  void itLastsUpToItsEnd() {
    Interval begun = TEN_SECONDS.begin(NOON);
    assertThat(begun.hasPassed(NOON)).isFalse();
    assertThat(begun.hasPassed(NOON.plusSeconds(10).minusNanos(1))).isFalse();
    assertThat(begun.hasPassed(NOON.plusSeconds(10))).isTrue();
  }

  @Test
  void itBeginsAgain() {
    Interval again = TEN_SECONDS.begin(NOON).begin(NOON.plusSeconds(10));
    assertThat(again.hasPassed(NOON.plusSeconds(19))).isFalse();
    assertThat(again.hasPassed(NOON.plusSeconds(20))).isTrue();
  }

  @Test
  void aClockThatWasSetBackBeforeItsBeginningEndsIt() {
    Interval begun = TEN_SECONDS.begin(NOON);
    assertThat(begun.hasPassed(NOON.minusNanos(1))).isTrue();
    assertThat(begun.hasPassed(NOON.minusSeconds(86_400))).isTrue();
  }
}
