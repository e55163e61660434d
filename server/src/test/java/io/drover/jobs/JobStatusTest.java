package io.drover.jobs;

import static io.drover.jobs.JobStatus.CANCELED;
import static io.drover.jobs.JobStatus.COMPLETED;
import static io.drover.jobs.JobStatus.DELETION_IN_PROGRESS;
import static io.drover.jobs.JobStatus.IN_PROGRESS;
import static io.drover.jobs.JobStatus.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /// Each line: a status, those it may become, and those it may become by force only.
  @ParameterizedTest
  @CsvSource({
    "SCHEDULED, IN_PROGRESS CANCELED, DELETION_IN_PROGRESS",
    "IN_PROGRESS, SCHEDULED COMPLETED CANCELED, DELETION_IN_PROGRESS",
    "COMPLETED, DELETION_IN_PROGRESS, ''",
    "CANCELED, DELETION_IN_PROGRESS, ''",
    "DELETION_IN_PROGRESS, '', ''"
  })
  void everyOtherTransitionIsIllegal(JobStatus from, String allowed, String byForce) {
    Set<String> without = names(allowed);
    Set<String> with = new HashSet<>(without);
    with.addAll(names(byForce));
    assertThat(after(from, false)).isEqualTo(without);
    assertThat(after(from, true)).isEqualTo(with);
  }

  private static Set<String> names(String list) {
    return list.isEmpty() ? Set.of() : Set.of(list.split(" "));
  }

  private static Set<String> after(JobStatus from, boolean force) {
    return Arrays.stream(JobStatus.values())
        .filter(next -> from.allows(next, force))
        .map(JobStatus::name)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource
  void theStoreSpellsEachStatusInItsOwnWay(JobStatus status) {
    assertThat(JobStatus.ofCode(status.code())).isEqualTo(status);
  }
}
