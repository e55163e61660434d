package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void aHundredPercentMeansAllAndZeroNothing() {
    assertThat(Figures.percent(1_000_000, 1_000_000)).isEqualTo("100.0%");
    assertThat(Figures.percent(999_999, 1_000_000)).isEqualTo("99.9%");
    assertThat(Figures.percent(1, 1_000_000)).isEqualTo("<0.1%");
    assertThat(Figures.percent(0, 5)).isEqualTo("0.0%");
    assertThat(Figures.percent(0, 0)).isEqualTo("-");
  }

  @Test
  void durationsHaveTheirTwoLargestUnits() {
    assertThat(Figures.duration(Duration.ofMillis(900))).isEqualTo("0s");
    assertThat(Figures.duration(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(Figures.duration(Duration.ofSeconds(200))).isEqualTo("3m 20s");
    assertThat(Figures.duration(Duration.ofHours(2))).isEqualTo("2h");
    assertThat(Figures.duration(Duration.ofHours(49))).isEqualTo("2d 1h");
    assertThat(Figures.age(Duration.ofHours(49))).isEqualTo("2d");
  }

  @Test
  void ratesAreInTheUnitInWhichTheyAreReadable() {
    assertThat(Figures.rate(OptionalDouble.empty())).isEqualTo("-");
    assertThat(Figures.rate(OptionalDouble.of(11_532.4))).isEqualTo("11,532/s");
    assertThat(Figures.rate(OptionalDouble.of(1))).isEqualTo("1.0/s");
    assertThat(Figures.rate(OptionalDouble.of(0.5))).isEqualTo("30.0/min");
    assertThat(Figures.rate(OptionalDouble.of(0.01))).isEqualTo("36.0/h");
    assertThat(Figures.rate(OptionalDouble.of(0))).isEqualTo("0.0/min");
  }
}
