package io.drover.jobs;

import io.drover.jobs.configuration.PresignedUrls;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Executions of jobs as rows. Executions of a job that is being deleted are seen by nothing but
/// the deletion: every query leaves them out by `j.status < 4`. Pending ones have `e.status <= 1`,
/// and those of them that devices see have `e.status <= 1 - j.hidden`.
final class ExecutionStore {
  private static final String COLUMNS =
      """
      SELECT e.job_id, e.thing_id, e.number, t.name, j.name, j.in_progress_minutes, j.url_seconds,
             e.status, e.queued_at, e.started_at, e.updated_at, e.version, e.details,
             e.job_deadline, e.deadline, e.force_canceled, j.priority, e.failed_before,
             e.timed_out_before, j.may_abort, j.hidden
      """;

  private ExecutionStore() {}

  private static Execution execution(Row row) {
    Long minutes = row.optionalNumber(6);
    return new Execution(
        new ExecutionKey(row.number(1), row.number(2), row.number(3)),
        row.text(4),
        row.text(5),
        minutes == null ? null : Duration.ofMinutes(minutes),
        PresignedUrls.lifetime(row.optionalNumber(7)),
        new JobPriority((int) row.number(17)),
        row.flag(21),
        JobExecutionStatus.ofCode(row.number(8)),
        row.instant(9),
        row.optionalInstant(10),
        row.instant(11),
        row.number(12),
        row.optionalText(13),
        new Timers(row.optionalInstant(14), row.optionalInstant(15)),
        row.flag(16),
        new Attempts((int) row.number(18), (int) row.number(19)),
        row.flag(20));
  }

  static Optional<Execution> head(Reading reading, String thing) {
    return reading.first(
        COLUMNS
            + """
            FROM thing t
            JOIN job_execution e ON e.thing_id = t.id AND e.status <= 1
            JOIN job j ON j.id = e.job_id AND j.status < 4 AND e.status <= 1 - j.hidden
            WHERE t.name = ?
            ORDER BY e.status, j.priority DESC, e.queued_at, e.job_id, e.number
            LIMIT 1
            """,
        ExecutionStore::execution,
        thing);
  }

  /// The execution with this number, or the latest one.
  static Optional<Execution> find(
      Reading reading, String thing, String jobId, @Nullable Long number) {
    return number == null ? latest(reading, thing, jobId) : numbered(reading, thing, jobId, number);
  }

  private static Optional<Execution> latest(Reading reading, String thing, String jobId) {
    return reading.first(
        COLUMNS
            + """
            FROM thing t
            JOIN job j ON j.name = ? AND j.status < 4
            JOIN job_execution e ON e.job_id = j.id AND e.thing_id = t.id
            WHERE t.name = ?
            ORDER BY e.number DESC
            LIMIT 1
            """,
        ExecutionStore::execution,
        jobId,
        thing);
  }

  private static Optional<Execution> numbered(
      Reading reading, String thing, String jobId, long number) {
    return reading.first(
        COLUMNS
            + """
            FROM thing t
            JOIN job j ON j.name = ? AND j.status < 4
            JOIN job_execution e ON e.job_id = j.id AND e.thing_id = t.id AND e.number = ?
            WHERE t.name = ?
            """,
        ExecutionStore::execution,
        jobId,
        number,
        thing);
  }

  /// The one of a job that is pending on a thing that exists.
  static Optional<Execution> pending(Reading reading, long job, long thing) {
    return reading.first(
        COLUMNS
            + """
            FROM job_execution e
            JOIN thing t ON t.id = e.thing_id
            JOIN job j ON j.id = e.job_id AND j.status < 4
            WHERE e.job_id = ? AND e.thing_id = ? AND e.status <= 1
            """,
        ExecutionStore::execution,
        job,
        thing);
  }

  static Optional<Execution> find(Reading reading, ExecutionKey key) {
    return reading.first(
        COLUMNS
            + """
            FROM job_execution e
            JOIN thing t ON t.id = e.thing_id
            JOIN job j ON j.id = e.job_id AND j.status < 4
            WHERE e.job_id = ? AND e.thing_id = ? AND e.number = ?
            """,
        ExecutionStore::execution,
        key.job(),
        key.thing(),
        key.number());
  }

  /// All that are pending on a thing, whatever the status of their jobs and whether or not the
  /// thing itself is still there.
  static List<Execution> pendingOf(Reading reading, long thing, String name) {
    return reading.list(
        COLUMNS
            + """
            FROM job_execution e
            CROSS JOIN (SELECT CAST(? AS TEXT) AS name) t
            JOIN job j ON j.id = e.job_id
            WHERE e.thing_id = ? AND e.status <= 1
            ORDER BY e.status, j.priority DESC, e.queued_at, e.job_id, e.number
            """,
        ExecutionStore::execution,
        name,
        thing);
  }

  /// The pending ones of a job on things up to and with this one.
  static List<Execution> pendingUpTo(Reading reading, long job, long lastThing) {
    return reading.list(
        COLUMNS
            + """
            FROM job_execution e
            JOIN thing t ON t.id = e.thing_id
            JOIN job j ON j.id = e.job_id
            WHERE e.job_id = ? AND e.thing_id <= ? AND e.status <= 1
            """,
        ExecutionStore::execution,
        job,
        lastThing);
  }

  /// Those whose deadline has come, the longest overdue first.
  static List<ExecutionKey> expired(Reading reading, Instant now, int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number
        FROM job_execution e JOIN job j ON j.id = e.job_id AND j.status < 4
        WHERE e.deadline IS NOT NULL AND e.deadline <= ?
        ORDER BY e.deadline
        LIMIT ?
        """,
        ExecutionStore::key,
        now,
        most);
  }

  /// Executions of a job that a cancellation ends, on things after this one.
  static List<ExecutionKey> cancelable(
      Reading reading, long job, boolean force, long afterThing, int most) {
    return reading.list(
        """
        SELECT job_id, thing_id, number FROM job_execution
        WHERE job_id = ? AND thing_id > ? AND status BETWEEN ? AND 1
        ORDER BY thing_id, number
        LIMIT ?
        """,
        ExecutionStore::key,
        job,
        afterThing,
        force ? JobExecutionStatus.IN_PROGRESS.code() : JobExecutionStatus.QUEUED.code(),
        most);
  }

  private static ExecutionKey key(Row row) {
    return new ExecutionKey(row.number(1), row.number(2), row.number(3));
  }

  /// Another try, queued.
  static void add(Transaction transaction, Execution again) {
    ExecutionKey key = again.key();
    transaction.update(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version,
                                   failed_before, timed_out_before)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        key.job(),
        key.thing(),
        key.number(),
        again.status().code(),
        again.queuedAt(),
        again.updatedAt(),
        again.version(),
        again.attempts().failed(),
        again.attempts().timedOut());
  }

  /// The number and status of the latest execution of a job on a thing.
  record Latest(long number, JobExecutionStatus status) {}

  static Optional<Latest> latest(Reading reading, long job, long thing) {
    return reading.first(
        """
        SELECT number, status FROM job_execution
        WHERE job_id = ? AND thing_id = ?
        ORDER BY number DESC
        LIMIT 1
        """,
        row -> new Latest(row.number(1), JobExecutionStatus.ofCode(row.number(2))),
        job,
        thing);
  }

  /// A new status. Goes through the index of queues.
  static void move(Transaction transaction, Execution after) {
    ExecutionKey key = after.key();
    transaction.update(
        """
        UPDATE job_execution
        SET status = ?, started_at = ?, updated_at = ?, version = ?, details = ?,
            job_deadline = ?, deadline = ?, force_canceled = ?
        WHERE job_id = ? AND thing_id = ? AND number = ?
        """,
        after.status().code(),
        after.startedAt(),
        after.updatedAt(),
        after.version(),
        after.details(),
        after.timers().job(),
        after.timers().next(),
        after.forceCanceled(),
        key.job(),
        key.thing(),
        key.number());
  }

  /// News of an execution whose status stays. Names no column of an index but the deadline's, which
  /// costs nothing while no timer runs.
  static void progress(Transaction transaction, Execution after) {
    ExecutionKey key = after.key();
    transaction.update(
        """
        UPDATE job_execution
        SET updated_at = ?, version = ?, details = ?, deadline = ?
        WHERE job_id = ? AND thing_id = ? AND number = ?
        """,
        after.updatedAt(),
        after.version(),
        after.details(),
        after.timers().next(),
        key.job(),
        key.thing(),
        key.number());
  }

  static void delete(Transaction transaction, ExecutionKey key) {
    transaction.update(
        "DELETE FROM job_execution WHERE job_id = ? AND thing_id = ? AND number = ?",
        key.job(),
        key.thing(),
        key.number());
  }

  /// Also forgets the names of departed things of which nothing else is left.
  static void deleteUpTo(Transaction transaction, long job, long lastThing) {
    transaction.update(
        """
        DELETE FROM job_departed_thing
        WHERE thing_id IN (SELECT thing_id FROM job_execution WHERE job_id = ? AND thing_id <= ?)
          AND NOT EXISTS (SELECT 1 FROM job_execution e
                          WHERE e.thing_id = job_departed_thing.thing_id AND e.job_id <> ?)
        """,
        job,
        lastThing,
        job);
    transaction.update(
        "DELETE FROM job_execution WHERE job_id = ? AND thing_id <= ?", job, lastThing);
  }

  static Optional<Long> thing(Reading reading, String name) {
    return reading.first("SELECT id FROM thing WHERE name = ?", row -> row.number(1), name);
  }

  static boolean thingExists(Reading reading, String name) {
    return thing(reading, name).isPresent();
  }

  /// The name of a thing that exists.
  static String nameOf(Reading reading, long thing) {
    return reading
        .first("SELECT name FROM thing WHERE id = ?", row -> row.text(1), thing)
        .orElseThrow();
  }

  static boolean hasHistory(Reading reading, long thing) {
    return reading.exists("SELECT 1 FROM job_execution WHERE thing_id = ? LIMIT 1", thing);
  }

  /// Whether a job has an execution on one of the things after the first, up to the last.
  static boolean hasAny(Reading reading, long job, long afterThing, long lastThing) {
    return reading.exists(
        """
        SELECT 1 FROM job_execution WHERE job_id = ? AND thing_id > ? AND thing_id <= ? LIMIT 1""",
        job,
        afterThing,
        lastThing);
  }

  static void keepName(Transaction transaction, long thing, String name) {
    transaction.update(
        "INSERT INTO job_departed_thing (thing_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        thing,
        name);
  }
}
