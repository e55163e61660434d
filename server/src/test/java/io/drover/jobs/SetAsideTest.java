package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetAsideTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private final SetAside<Long> aside = new SetAside<>();

  @Test
  void whatFailedIsLeftAloneForASecond() {
    aside.failed(1L, START);
    assertThat(aside.holds(1L, START.plusMillis(999))).isTrue();
    assertThat(aside.holds(1L, START.plusSeconds(1))).isFalse();
    assertThat(aside.holds(2L, START)).isFalse();
  }

  @Test
  void eachFurtherPauseIsTwiceAsLongUpToAMinute() {
    for (long seconds : List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L)) {
      aside.failed(1L, START);
      assertThat(aside.holds(1L, START.plusSeconds(seconds).minusMillis(1))).isTrue();
      assertThat(aside.holds(1L, START.plusSeconds(seconds))).isFalse();
    }
  }

  @Test
  void twoFailuresInARowAreTold() {
    aside.failed(1L, START);
    assertThat(aside.hasFailedTwice(1L)).isFalse();
    aside.failed(1L, START);
    assertThat(aside.hasFailedTwice(1L)).isTrue();
    aside.failed(1L, START);
    assertThat(aside.hasFailedTwice(1L)).isTrue();
    aside.succeeded(1L);
    assertThat(aside.hasFailedTwice(1L)).isFalse();
  }

  @Test
  void aClockThatIsSetBackByAnHourEndsThePause() {
    aside.failed(1L, START);
    assertThat(aside.holds(1L, START.minusSeconds(3_600))).isFalse();
    assertThat(aside.holds(1L, START)).isTrue();
  }

  @Test
  void successForgetsAllFailures() {
    aside.failed(1L, START);
    aside.failed(1L, START);
    aside.succeeded(1L);
    assertThat(aside.holds(1L, START)).isFalse();
    aside.failed(1L, START);
    assertThat(aside.holds(1L, START.plusSeconds(1))).isFalse();
  }

  @Test
  void noMoreAreRememberedThanTheBound() {
    for (long item = 0; item <= SetAside.MOST; item++) {
      aside.failed(item, START);
    }
    assertThat(aside.size()).isEqualTo(SetAside.MOST);
    aside.retain(List.of(3L));
    assertThat(aside.size()).isEqualTo(1);
    assertThat(aside.holds(3L, START)).isTrue();
  }
}
