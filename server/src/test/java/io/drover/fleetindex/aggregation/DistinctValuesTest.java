package io.drover.fleetindex.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistinctValuesTest {

  private static long count(int different, int times) {
    DistinctValues values = new DistinctValues();
    for (int i = 0; i < different * times; i++) {
      values.add(DistinctValues.mixed(1 + i % different));
    }
    return values.count();
  }

  @Test
  void upToAQuarterOfAMillionValuesAreCountedExactly() {
    assertThat(count(0, 0)).isZero();
    assertThat(count(3, 5)).isEqualTo(3);
    assertThat(count(262_144, 2)).isEqualTo(262_144);
  }

  @Test
  void moreAreEstimatedWithinAPercent() {
    assertThat((double) count(262_145, 1)).isCloseTo(262_145, within(2_621.0));
    assertThat((double) count(3_000_000, 2)).isCloseTo(3_000_000, within(30_000.0));
  }
}
