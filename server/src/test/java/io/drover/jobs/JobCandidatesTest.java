package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobCandidatesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final JobCandidates candidates = new JobCandidates(Duration.ofSeconds(10));

  @Test
  void aJobNamedTwiceIsTakenOnce() {
    candidates.add(1);
    candidates.add(1);
    assertThat(candidates.take(5)).containsExactly(1L);
    assertThat(candidates.take(5)).isEmpty();
  }

  @Test
  void whatIsNotTakenStays() {
    candidates.add(1);
    candidates.add(2);
    assertThat(candidates.take(1)).hasSize(1);
    assertThat(candidates.isEmpty()).isFalse();
    assertThat(candidates.take(1)).hasSize(1);
    assertThat(candidates.isEmpty()).isTrue();
  }

  @Test
  void aFullPassIsDueAtFirstAndThenFromTimeToTime() {
    assertThat(candidates.isFullPassDue(NOON)).isTrue();
    candidates.endFullPass(NOON);
    assertThat(candidates.isFullPassDue(NOON.plusSeconds(9))).isFalse();
    assertThat(candidates.isFullPassDue(NOON.plusSeconds(10))).isTrue();
  }

  @Test
  void aClockThatWasSetBackDoesNotPutOffTheFullPass() {
    candidates.endFullPass(NOON);
    assertThat(candidates.isFullPassDue(NOON.minusSeconds(3_600))).isTrue();
  }
}
