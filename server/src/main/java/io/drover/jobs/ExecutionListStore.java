package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.List;

/// Lists of executions for operators. A name that the registry has forgotten is found among those
/// of departed things.
final class ExecutionListStore {
  private static final int ALL_STATUSES = Integer.MAX_VALUE;

  private ExecutionListStore() {}

  /// A row with what its place in a list is known by.
  record Entry(ExecutionKey key, ListedExecution execution) {}

  /// Executions of a job in the order of the things' registration.
  static List<Entry> ofJob(
      Reading reading,
      long job,
      StatusRange statuses,
      long afterThing,
      long afterNumber,
      int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number, j.name, COALESCE(t.name, d.name, ''), e.status,
               e.queued_at, e.started_at, e.updated_at
        FROM job_execution e
        JOIN job j ON j.id = e.job_id AND j.status < 4
        LEFT JOIN thing t ON t.id = e.thing_id
        LEFT JOIN job_departed_thing d ON d.thing_id = e.thing_id
        WHERE e.job_id = ? AND (e.thing_id, e.number) > (?, ?) AND e.status BETWEEN ? AND ?
        ORDER BY e.thing_id, e.number
        LIMIT ?
        """,
        ExecutionListStore::entry,
        job,
        afterThing,
        afterNumber,
        statuses.from(),
        statuses.to(),
        most);
  }

  /// Executions on a thing in the order of its queue, then those that ended.
  static List<Entry> onThing(
      Reading reading, ThingFilter filter, StatusRange statuses, After after, int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number, j.name, t.name, e.status,
               e.queued_at, e.started_at, e.updated_at
        FROM thing t
        JOIN job_execution e ON e.thing_id = t.id
        JOIN job j ON j.id = e.job_id AND j.status < 4
        WHERE t.name = ? AND e.status BETWEEN ? AND ?
          AND (e.status, e.queued_at, e.job_id, e.number) > (?, ?, ?, ?)
          AND (? = '' OR j.name = ?) AND (? = '' OR j.namespace = ?)
        ORDER BY e.status, e.queued_at, e.job_id, e.number
        LIMIT ?
        """,
        ExecutionListStore::entry,
        filter.thing(),
        statuses.from(),
        statuses.to(),
        after.status(),
        after.queuedAt(),
        after.job(),
        after.number(),
        filter.jobId(),
        filter.jobId(),
        filter.namespaceId(),
        filter.namespaceId(),
        most);
  }

  private static Entry entry(Row row) {
    return new Entry(
        new ExecutionKey(row.number(1), row.number(2), row.number(3)),
        new ListedExecution(
            row.text(4),
            row.text(5),
            JobExecutionStatus.ofCode(row.number(6)),
            row.instant(7),
            row.optionalInstant(8),
            row.instant(9),
            row.number(3)));
  }

  /// Empty texts fit all.
  record ThingFilter(String thing, String jobId, String namespaceId) {}

  /// The last one of the page before.
  record After(long status, long queuedAt, long job, long number) {}

  /// One status or all.
  record StatusRange(int from, int to) {
    static final StatusRange ALL = new StatusRange(0, ALL_STATUSES);

    static StatusRange of(JobExecutionStatus status) {
      return new StatusRange(status.code(), status.code());
    }
  }
}
