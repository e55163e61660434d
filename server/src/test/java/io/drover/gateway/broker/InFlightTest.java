package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight inFlight = new InFlight(3);

  @Test
  void idsAreGivenOutInTurnWithinTheLimit() {
    assertThat(inFlight.take(0, null)).isEqualTo(1);
    assertThat(inFlight.release(1)).isTrue();
    assertThat(inFlight.take(0, null)).isEqualTo(2);
    assertThat(inFlight.take(0, null)).isEqualTo(3);
    assertThat(inFlight.take(0, null)).isEqualTo(1);
    assertThat(inFlight.mayTake(0)).isFalse();
  }

  @Test
  void wantedIdWaitsForTheMessageThatHasIt() {
    inFlight.take(40_000, null);
    assertThat(inFlight.mayTake(40_000)).isFalse();
    assertThat(inFlight.mayTake(0)).isTrue();
    assertThat(inFlight.take(1, null)).isEqualTo(1);
    assertThat(inFlight.take(0, null)).isEqualTo(2);
    assertThat(inFlight.mayTake(3)).as("three are in flight").isFalse();
    assertThat(inFlight.release(40_000)).isTrue();
    assertThat(inFlight.mayTake(40_000)).isTrue();
  }

  @Test
  void idIsReleasedOnceAndForgetsItsReceipt() {
    assertThat(inFlight.release(2)).isFalse();
    assertThat(inFlight.release(50_000)).isFalse();
    inFlight.take(50_000, () -> {});
    assertThat(inFlight.receipt(50_000)).isNotNull();
    assertThat(inFlight.release(50_000)).isTrue();
    assertThat(inFlight.release(50_000)).isFalse();
    assertThat(inFlight.receipt(50_000)).isNull();
  }
}
