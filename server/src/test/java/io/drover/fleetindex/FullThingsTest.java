package io.drover.fleetindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class FullThingsTest {

  @Test
  void itIsNewsOnceUntilItIsOverOrAnother() {
    FullThings full = new FullThings();
    assertThat(full.isNews(1, Set.of())).isFalse();
    assertThat(full.isNews(1, Set.of(5L))).isTrue();
    assertThat(full.isNews(1, Set.of(5L))).isFalse();
    assertThat(full.isNews(1, Set.of(5L, 6L))).isTrue();
    assertThat(full.isNews(1, Set.of())).isFalse();
    assertThat(full.isNews(1, Set.of(5L, 6L))).isTrue();
  }
}
