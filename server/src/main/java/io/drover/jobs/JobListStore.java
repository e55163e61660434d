package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Lists of jobs, and the groups that they may be asked for.
final class JobListStore {
  private JobListStore() {}

  private static final Comparator<JobEntry> ORDER =
      Comparator.<JobEntry>comparingInt(entry -> entry.summary().status().code())
          .thenComparingLong(JobEntry::key);

  /// Jobs in the order of their status, then of their creation, after the given place. Reads no
  /// more rows than there may be on the page, for each kind of job.
  static List<JobEntry> list(
      Reading reading, JobFilter filter, long afterStatus, long afterJob, int most) {
    return filter.targetSelection().map(List::of).orElse(List.of(TargetSelection.values())).stream()
        .flatMap(kind -> list(reading, kind, filter, afterStatus, afterJob, most).stream())
        .sorted(ORDER)
        .limit(most)
        .toList();
  }

  private static List<JobEntry> list(
      Reading reading,
      TargetSelection kind,
      JobFilter filter,
      long afterStatus,
      long afterJob,
      int most) {
    return filter.namespaceId().isPresent()
        ? ofNamespace(reading, kind, filter, afterStatus, afterJob, most)
        : ofAny(reading, kind, filter, afterStatus, afterJob, most);
  }

  private static List<JobEntry> ofNamespace(
      Reading reading,
      TargetSelection kind,
      JobFilter filter,
      long afterStatus,
      long afterJob,
      int most) {
    return reading.list(
        JobEntry.COLUMNS
            + """
             FROM job j
            WHERE j.namespace = ? AND j.target_selection = ?
              AND j.status BETWEEN ? AND ? AND (j.status, j.id) > (?, ?)
            ORDER BY j.status, j.id
            LIMIT ?
            """,
        JobEntry::of,
        filter.namespaceId().orElseThrow(),
        kind.code(),
        filter.leastStatus(),
        filter.mostStatus(),
        afterStatus,
        afterJob,
        most);
  }

  private static List<JobEntry> ofAny(
      Reading reading,
      TargetSelection kind,
      JobFilter filter,
      long afterStatus,
      long afterJob,
      int most) {
    return reading.list(
        JobEntry.COLUMNS
            + """
             FROM job j
            WHERE j.target_selection = ?
              AND j.status BETWEEN ? AND ? AND (j.status, j.id) > (?, ?)
            ORDER BY j.status, j.id
            LIMIT ?
            """,
        JobEntry::of,
        kind.code(),
        filter.leastStatus(),
        filter.mostStatus(),
        afterStatus,
        afterJob,
        most);
  }

  /// As [#list], of jobs that name the group as a target.
  static List<JobEntry> listOfGroup(
      Reading reading, long group, JobFilter filter, long afterStatus, long afterJob, int most) {
    return reading.list(
        JobEntry.COLUMNS
            + """
             FROM job_target x JOIN job j ON j.id = x.job_id
            WHERE x.target_id = ? AND x.kind = 1
              AND j.status BETWEEN ? AND ? AND (j.status, j.id) > (?, ?)
              AND j.target_selection BETWEEN ? AND ? AND (? = '' OR j.namespace = ?)
            ORDER BY j.status, j.id
            LIMIT ?
            """,
        JobEntry::of,
        group,
        filter.leastStatus(),
        filter.mostStatus(),
        afterStatus,
        afterJob,
        filter.leastSelection(),
        filter.mostSelection(),
        filter.namespaceId().orElse(""),
        filter.namespaceId().orElse(""),
        most);
  }

  /// A group by its internal and its public id.
  record Group(long key, String uuid) {}

  static Optional<Group> groupOfId(Reading reading, String uuid) {
    return reading.first(
        "SELECT id, uuid FROM thing_group WHERE uuid = ?", JobListStore::group, uuid);
  }

  static Optional<Group> groupOfName(Reading reading, String name) {
    return reading.first(
        "SELECT id, uuid FROM thing_group WHERE name = ?", JobListStore::group, name);
  }

  private static Group group(Row row) {
    return new Group(row.number(1), row.text(2));
  }
}
