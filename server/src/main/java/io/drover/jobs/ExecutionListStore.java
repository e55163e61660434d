package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.List;
import java.util.Optional;

/// Lists of executions for operators. A name that the registry has forgotten is found among those
/// of departed things.
final class ExecutionListStore {
  /// A page looks at no more executions of a job than these for a status without an index.
  static final int MOST_LOOKED_AT = 1_000;

  private static final int ALL_STATUSES = Integer.MAX_VALUE;

  private ExecutionListStore() {}

  /// A row with what its place in a list is known by.
  record Entry(ExecutionKey key, ListedExecution execution) {}

  /// Executions of a job in the order of the things' registration.
  static List<Entry> ofJob(Reading reading, long job, KeyInJob after, int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number, j.name, COALESCE(t.name, d.name, ''), e.status,
               e.queued_at, e.started_at, e.updated_at, e.failed_before, e.timed_out_before
        FROM job_execution e
        JOIN job j ON j.id = e.job_id AND j.status < 4
        LEFT JOIN thing t ON t.id = e.thing_id
        LEFT JOIN job_departed_thing d ON d.thing_id = e.thing_id
        WHERE e.job_id = ? AND (e.thing_id, e.number) > (?, ?)
        ORDER BY e.thing_id, e.number
        LIMIT ?
        """,
        ExecutionListStore::entry,
        job,
        after.thing(),
        after.number(),
        most);
  }

  /// As [#ofJob], of a status that [JobExecutionStatus#isIndexed].
  static List<Entry> ofJob(
      Reading reading, long job, JobExecutionStatus status, KeyInJob after, int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number, j.name, COALESCE(t.name, d.name, ''), e.status,
               e.queued_at, e.started_at, e.updated_at, e.failed_before, e.timed_out_before
        FROM job_execution e
        JOIN job j ON j.id = e.job_id AND j.status < 4
        LEFT JOIN thing t ON t.id = e.thing_id
        LEFT JOIN job_departed_thing d ON d.thing_id = e.thing_id
        WHERE e.job_id = ? AND e.status = ? AND e.status <> 1 AND e.status <> 2
          AND (e.thing_id, e.number) > (?, ?)
        ORDER BY e.thing_id, e.number
        LIMIT ?
        """,
        ExecutionListStore::entry,
        job,
        status.code(),
        after.thing(),
        after.number(),
        most);
  }

  /// As [#ofJob], of any status, among no more than the next [#MOST_LOOKED_AT] executions.
  static List<Entry> amongNext(
      Reading reading, long job, JobExecutionStatus status, KeyInJob after, int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number, j.name, COALESCE(t.name, d.name, ''), e.status,
               e.queued_at, e.started_at, e.updated_at, e.failed_before, e.timed_out_before
        FROM (SELECT n.job_id, n.thing_id, n.number, n.status, n.queued_at, n.started_at,
                     n.updated_at, n.failed_before, n.timed_out_before
              FROM job_execution n
              WHERE n.job_id = ? AND (n.thing_id, n.number) > (?, ?)
              ORDER BY n.thing_id, n.number
              LIMIT ?) e
        JOIN job j ON j.id = e.job_id AND j.status < 4
        LEFT JOIN thing t ON t.id = e.thing_id
        LEFT JOIN job_departed_thing d ON d.thing_id = e.thing_id
        WHERE e.status = ?
        ORDER BY e.thing_id, e.number
        LIMIT ?
        """,
        ExecutionListStore::entry,
        job,
        after.thing(),
        after.number(),
        MOST_LOOKED_AT,
        status.code(),
        most);
  }

  /// The last one that [#amongNext] looks at; empty when it comes to the end of the job.
  static Optional<KeyInJob> lastLookedAt(Reading reading, long job, KeyInJob after) {
    return reading.first(
        """
        SELECT thing_id, number FROM job_execution
        WHERE job_id = ? AND (thing_id, number) > (?, ?)
        ORDER BY thing_id, number
        LIMIT 1 OFFSET ?
        """,
        row -> new KeyInJob(row.number(1), row.number(2)),
        job,
        after.thing(),
        after.number(),
        MOST_LOOKED_AT - 1);
  }

  /// Executions on a thing in the order of its queue, then those that ended.
  static List<Entry> onThing(
      Reading reading, ThingFilter filter, StatusRange statuses, After after, int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number, j.name, t.name, e.status,
               e.queued_at, e.started_at, e.updated_at, e.failed_before, e.timed_out_before
        FROM thing t
        JOIN job_execution e ON e.thing_id = t.id
        JOIN job j ON j.id = e.job_id AND j.status < 4
        WHERE t.name = ? AND e.status BETWEEN ? AND ?
          AND (e.status, e.queued_at, e.job_id, e.number) > (?, ?, ?, ?)
          AND (? = '' OR j.namespace = ?)
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
        filter.namespaceId(),
        filter.namespaceId(),
        most);
  }

  /// As [#onThing], of one job.
  static List<Entry> ofJobOnThing(
      Reading reading, ThingFilter filter, StatusRange statuses, After after, int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number, j.name, t.name, e.status,
               e.queued_at, e.started_at, e.updated_at, e.failed_before, e.timed_out_before
        FROM thing t
        JOIN job j ON j.name = ? AND j.status < 4
        JOIN job_execution e ON e.job_id = j.id AND e.thing_id = t.id
        WHERE t.name = ? AND e.status BETWEEN ? AND ?
          AND (e.status, e.queued_at, e.job_id, e.number) > (?, ?, ?, ?)
          AND (? = '' OR j.namespace = ?)
        ORDER BY e.status, e.queued_at, e.job_id, e.number
        LIMIT ?
        """,
        ExecutionListStore::entry,
        filter.jobId(),
        filter.thing(),
        statuses.from(),
        statuses.to(),
        after.status(),
        after.queuedAt(),
        after.job(),
        after.number(),
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
            row.number(3),
            new Attempts((int) row.number(10), (int) row.number(11)).total()));
  }

  /// Empty texts fit all.
  record ThingFilter(String thing, String jobId, String namespaceId) {}

  /// Where an execution stands among those of its job.
  record KeyInJob(long thing, long number) {}

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
