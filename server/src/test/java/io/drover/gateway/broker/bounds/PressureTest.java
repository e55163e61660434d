package io.drover.gateway.broker.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.bounds.Pressure.Level;
import org.junit.jupiter.api.Test;

class PressureTest {
  private final Pressure pressure = new Pressure();

  private Level at(int heap, int direct) {
    return pressure.judge(new MemoryUse(heap, 100, direct, 100));
  }

  @Test
  void refusesFirstAndShedsLater() {
    assertThat(at(79, 10)).isEqualTo(Level.NONE);
    assertThat(at(80, 10)).isEqualTo(Level.REFUSING);
    assertThat(pressure.isHigh()).isTrue();
    assertThat(at(89, 10)).isEqualTo(Level.REFUSING);
    assertThat(at(90, 10)).isEqualTo(Level.SHEDDING);
  }

  @Test
  void isOverOnlyWellBelowWhereItBegan() {
    at(95, 10);
    assertThat(at(85, 10)).isEqualTo(Level.REFUSING);
    assertThat(at(79, 10)).isEqualTo(Level.REFUSING);
    assertThat(at(70, 10)).isEqualTo(Level.REFUSING);
    assertThat(at(69, 10)).isEqualTo(Level.NONE);
    assertThat(at(79, 10)).isEqualTo(Level.NONE);
  }

  @Test
  void aShareThatSwingsAroundABoundIsOneEpisode() {
    for (int i = 0; i < 10; i++) {
      at(81, 10);
      at(78, 10);
      at(91, 10);
    }
    assertThat(pressure.episodes()).isEqualTo(1);
    at(10, 10);
    at(81, 10);
    assertThat(pressure.episodes()).isEqualTo(2);
  }

  @Test
  void memoryOutsideOfTheHeapCountsAsWell() {
    assertThat(at(10, 80)).isEqualTo(Level.REFUSING);
    assertThat(at(10, 90)).isEqualTo(Level.SHEDDING);
    assertThat(at(69, 69)).isEqualTo(Level.NONE);
  }

  @Test
  void theMemoryOfThisProcessIsRead() {
    JvmMemory memory = new JvmMemory();
    memory.collect();
    MemoryUse use = memory.use();
    assertThat(use.heap()).isPositive();
    assertThat(use.heapShare()).isBetween(0.0, 1.0);
    assertThat(use.mostDirect()).isPositive();
    assertThat(use.directShare()).isBetween(0.0, 1.0);
  }
}
