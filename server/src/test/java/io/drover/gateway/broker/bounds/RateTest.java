package io.drover.gateway.broker.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateTest {
  private Instant now = Instant.ofEpochSecond(1_000);

  @Test
  void whatIsBeyondASecondIsNotAdmittedAndTheNextSecondIsFree() {
    Rate rate = new Rate(2, () -> now);
    assertThat(rate.admits()).isTrue();
    assertThat(rate.admits()).isTrue();
    assertThat(rate.admits()).isFalse();
    now = now.plusMillis(999);
    assertThat(rate.admits()).isFalse();
    now = now.plusMillis(1);
    assertThat(rate.admits()).isTrue();
  }

  @Test
  void zeroAdmitsAnyNumber() {
    Rate rate = new Rate(0, () -> now);
    RateOfEach each = new RateOfEach(0, () -> now);
    for (int i = 0; i < 1_000; i++) {
      assertThat(rate.admits()).isTrue();
      assertThat(each.admits("a")).isTrue();
    }
  }

  @Test
  void namesDoNotUseUpEachOthersRate() {
    RateOfEach each = new RateOfEach(1, () -> now);
    assertThat(each.admits("a")).isTrue();
    assertThat(each.admits("b")).isTrue();
    assertThat(each.admits("a")).isFalse();
    now = now.plusSeconds(1);
    assertThat(each.admits("a")).isTrue();
  }

  @Test
  void moreNamesThanAreRememberedAreAdmittedAndThoseRememberedAreStillCounted() {
    RateOfEach each = new RateOfEach(1, () -> now, 2);
    assertThat(each.admits("a")).isTrue();
    assertThat(each.admits("b")).isTrue();
    assertThat(each.admits("c")).isTrue();
    assertThat(each.admits("c")).isTrue();
    assertThat(each.admits("a")).isFalse();
    assertThat(each.admits("b")).isFalse();
  }

  @Test
  void aClockThatGoesBackAdmitsAgain() {
    Rate rate = new Rate(1, () -> now);
    assertThat(rate.admits()).isTrue();
    now = now.minusSeconds(3_600);
    assertThat(rate.admits()).isTrue();
    assertThat(rate.admits()).isFalse();
  }
}
