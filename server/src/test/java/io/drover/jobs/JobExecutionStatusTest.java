package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.CANCELED;
import static io.drover.jobs.JobExecutionStatus.FAILED;
import static io.drover.jobs.JobExecutionStatus.IN_PROGRESS;
import static io.drover.jobs.JobExecutionStatus.QUEUED;
import static io.drover.jobs.JobExecutionStatus.REJECTED;
import static io.drover.jobs.JobExecutionStatus.REMOVED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static io.drover.jobs.JobExecutionStatus.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobExecutionStatusTest {

  private static Set<JobExecutionStatus> after(JobExecutionStatus status) {
    return Arrays.stream(JobExecutionStatus.values())
        .filter(status::allows)
        .collect(Collectors.toSet());
  }

  @Test
  void aQueuedExecutionStartsOrEndsButCannotTimeOut() {
    assertThat(after(QUEUED))
        .isEqualTo(EnumSet.of(IN_PROGRESS, SUCCEEDED, FAILED, REJECTED, REMOVED, CANCELED));
  }

  @Test
  void anExecutionInProgressGoesOnOrEnds() {
    assertThat(after(IN_PROGRESS))
        .isEqualTo(
            EnumSet.of(IN_PROGRESS, SUCCEEDED, FAILED, REJECTED, TIMED_OUT, REMOVED, CANCELED));
  }

  @ParameterizedTest
  @EnumSource
  void whatHasEndedStaysAsItIs(JobExecutionStatus status) {
    assertThat(after(status).isEmpty()).isEqualTo(status.isTerminal());
  }

  @ParameterizedTest
  @EnumSource
  void theStoreSpellsEachStatusInItsOwnWay(JobExecutionStatus status) {
    assertThat(JobExecutionStatus.ofCode(status.code())).isEqualTo(status);
    assertThat(status.code() <= 1).isNotEqualTo(status.isTerminal());
  }
}
