package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SliceSizeTest {
  private final SliceSize size = new SliceSize();

  @Test
  void itAtMostDoublesWhileSlicesAreQuick() {
    size.took(1_000, Duration.ofMillis(1));
    assertThat(size.get()).isEqualTo(2_000);
    size.took(2_000, Duration.ZERO);
    size.took(4_000, Duration.ZERO);
    size.took(8_000, Duration.ZERO);
    assertThat(size.get()).isEqualTo(SliceSize.MOST);
  }

  @Test
  void itComesToWhatTakesTheTimeThatIsMeant() {
    for (int i = 0; i < 10; i++) {
      size.took(size.get(), Duration.ofNanos(size.get() * 10_000L));
    }
    assertThat(size.get()).isEqualTo(4_000);
  }

  @Test
  void aSlowSliceMakesTheNextSmallAtOnceAndNoneIsSmallerThanTheLeast() {
    size.took(1_000, Duration.ofMillis(10));
    assertThat(size.get()).isEqualTo(2_000);
    size.took(2_000, Duration.ofMillis(64));
    assertThat(size.get()).isEqualTo(1_250);
    size.took(1_250, Duration.ofSeconds(10));
    assertThat(size.get()).isEqualTo(SliceSize.LEAST);
  }

  @Test
  void aSliceThatIsNotFullTeachesNothing() {
    size.took(999, Duration.ofNanos(1));
    assertThat(size.get()).isEqualTo(SliceSize.LEAST);
  }
}
