package io.drover.fleetindex.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drover.fleetindex.aggregation.Buckets.Bucket;
import io.drover.fleetindex.aggregation.StatisticsAggregation.Sums;
import io.drover.fleetindex.aggregation.Values.Flags;
import io.drover.fleetindex.aggregation.Values.Numbers;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// The arithmetic of aggregations.
class FiguresTest {

  private static Statistics statistics(double... values) {
    Sums sums = new Sums();
    DoubleStream.of(values).forEach(sums);
    return sums.statistics();
  }

  @Test
  void theVarianceIsOfTheWholePopulation() {
    Statistics statistics = statistics(-125, 75, 150);
    assertThat(statistics.count()).isEqualTo(3);
    assertThat(statistics.average()).isCloseTo(33.333, within(0.001));
    assertThat(statistics.sum()).isEqualTo(100);
    assertThat(statistics.minimum()).isEqualTo(-125);
    assertThat(statistics.maximum()).isEqualTo(150);
    assertThat(statistics.sumOfSquares()).isEqualTo(43_750);
    assertThat(statistics.variance()).isCloseTo(13_472.222, within(0.001));
    assertThat(statistics.stdDeviation()).isCloseTo(116.0699, within(0.001));
  }

  @Test
  void aSmallSpreadOfLargeValuesIsNotLost() {
    assertThat(statistics(1e9 + 1, 1e9 + 2, 1e9 + 3).variance()).isCloseTo(2 / 3.0, within(1e-6));
  }

  @Test
  void ofNoValuesThereIsOnlyTheCount() {
    assertThat(statistics()).isEqualTo(Statistics.ofCount(0));
  }

  @Test
  void whatIsTooLargeForADoubleIsLeftOut() {
    Statistics statistics = statistics(1e300, -1e300);
    assertThat(statistics.sum()).isZero();
    assertThat(statistics.maximum()).isEqualTo(1e300);
    assertThat(statistics.sumOfSquares()).isNull();
    assertThat(statistics.stdDeviation()).isNull();
  }

  @Test
  void percentilesBetweenTwoValuesAreInterpolated() {
    double[] sorted = {1, 1, 1, 2, 2, 2, 3, 3, 3};
    assertThat(PercentilesAggregation.at(sorted, 0)).isEqualTo(1);
    assertThat(PercentilesAggregation.at(sorted, 25)).isEqualTo(1);
    assertThat(PercentilesAggregation.at(sorted, 30)).isCloseTo(1.4, within(1e-9));
    assertThat(PercentilesAggregation.at(sorted, 50)).isEqualTo(2);
    assertThat(PercentilesAggregation.at(sorted, 99)).isEqualTo(3);
    assertThat(PercentilesAggregation.at(sorted, 100)).isEqualTo(3);
    assertThat(PercentilesAggregation.at(new double[] {7}, 33.3)).isEqualTo(7);
    assertThat(PercentilesAggregation.at(new double[] {-1e308, 1e308}, 50)).isZero();
  }

  @Test
  void bucketsNameNumbersAsTheyAreWrittenAndFlagsByTheirWords() {
    Numbers numbers = new Numbers("n", "n");
    assertThat(numbers.text(100)).isEqualTo("100");
    assertThat(numbers.text(-0.5)).isEqualTo("-0.5");
    assertThat(numbers.text(1e300)).isEqualTo("1.0E300");
    assertThat(new Flags("f", "f").text(1)).isEqualTo("true");
    assertThat(new Flags("f", "f").text(0)).isEqualTo("false");
  }

  @Test
  void ofEquallyFrequentValuesTheEarlierAreKept() {
    MostFrequent frequent = new MostFrequent(3);
    List.of("a", "b", "c", "d").forEach(value -> frequent.offer(2, () -> value));
    frequent.offer(5, () -> "e");
    assertThat(frequent.descending())
        .containsExactly(new Bucket("e", 5), new Bucket("a", 2), new Bucket("b", 2));
  }
}
