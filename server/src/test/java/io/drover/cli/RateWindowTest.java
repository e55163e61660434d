package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RateWindowTest {
  private final RateWindow window = new RateWindow();
  private final Instant start = Jobs.CREATED;

  @Test
  void oneSampleTellsNoRate() {
    window.add(start, 5);

    assertThat(window.perSecond()).isEmpty();
  }

  @Test
  void theRateIsWhatEndedInTheTimeBetween() {
    window.add(start, 5);
    window.add(start.plusSeconds(10), 25);

    assertThat(window.perSecond()).hasValue(2.0);
  }

  @Test
  void whatIsOlderThanTheWindowIsForgotten() {
    window.add(start, 0);
    for (int second = 1; second <= 200; second++) {
      window.add(start.plusSeconds(second), second <= 100 ? second * 1000L : 100_000);
    }

    assertThat(window.perSecond()).hasValue(0.0);
  }

  @Test
  void samplesFartherApartThanTheWindowStillTellARate() {
    window.add(start, 0);
    window.add(start.plusSeconds(600), 60);
    window.add(start.plusSeconds(1200), 180);

    assertThat(window.perSecond()).hasValue(0.2);
  }

  @Test
  void aNumberThatFellOrAClockSetBackBeginsAnew() {
    window.add(start, 100);
    window.add(start.plusSeconds(1), 50);
    assertThat(window.perSecond()).isEmpty();

    window.add(start, 60);
    assertThat(window.perSecond()).isEmpty();
  }

  @Test
  void twoSamplesOfOneMomentTellNothing() {
    window.add(start, 1);
    window.add(start, 9);

    assertThat(window.perSecond()).isEmpty();
  }

  @Test
  void theEstimateIsWhatIsPendingAtTheRate() {
    assertThat(RateWindow.estimate(Jobs.running(900_000, 100_000, 0, 0), OptionalDouble.of(2000)))
        .hasValue(Duration.ofSeconds(500));
    assertThat(RateWindow.estimate(Jobs.running(1, 0, 9, 0), OptionalDouble.of(3)))
        .hasValue(Duration.ofSeconds(1));
  }

  @Test
  void nobodyKnowsTheEndWithoutARateOrWhileMoreIsQueuedOrBeyondAYear() {
    WatchedJob running = Jobs.running(1_000_000, 0, 0, 0);
    WatchedJob open = Jobs.job("IN_PROGRESS", true, Map.of(ExecutionStatus.QUEUED, 5L));
    WatchedJob ended = Jobs.job("COMPLETED", false, Map.of(ExecutionStatus.SUCCEEDED, 5L));

    assertThat(RateWindow.estimate(running, OptionalDouble.empty())).isEmpty();
    assertThat(RateWindow.estimate(running, OptionalDouble.of(0))).isEmpty();
    assertThat(RateWindow.estimate(running, OptionalDouble.of(0.0001))).isEmpty();
    assertThat(RateWindow.estimate(open, OptionalDouble.of(10))).isEmpty();
    assertThat(RateWindow.estimate(ended, OptionalDouble.of(10))).isEmpty();
  }
}
