package io.drover.jobs;

import static io.drover.jobs.JobStatus.CANCELED;
import static io.drover.jobs.JobStatus.COMPLETED;
import static io.drover.jobs.JobStatus.DELETION_IN_PROGRESS;
import static io.drover.jobs.JobStatus.IN_PROGRESS;
import static io.drover.jobs.JobStatus.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStatusTest {

  @Test
  void onlyAJobThatHasEndedIsDeletedWithoutForce() {
    assertThat(COMPLETED.allows(DELETION_IN_PROGRESS, false)).isTrue();
    assertThat(CANCELED.allows(DELETION_IN_PROGRESS, false)).isTrue();
    assertThat(IN_PROGRESS.allows(DELETION_IN_PROGRESS, false)).isFalse();
    assertThat(IN_PROGRESS.allows(DELETION_IN_PROGRESS, true)).isTrue();
    assertThat(DELETION_IN_PROGRESS.allows(DELETION_IN_PROGRESS, true)).isFalse();
  }

  @Test
  void onlyAnActiveJobIsCanceled() {
    assertThat(SCHEDULED.allows(CANCELED, false)).isTrue();
    assertThat(IN_PROGRESS.allows(CANCELED, false)).isTrue();
    assertThat(COMPLETED.allows(CANCELED, true)).isFalse();
    assertThat(CANCELED.allows(CANCELED, true)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theStoreSpellsEachStatusInItsOwnWay(JobStatus status) {
    assertThat(JobStatus.ofCode(status.code())).isEqualTo(status);
  }
}
