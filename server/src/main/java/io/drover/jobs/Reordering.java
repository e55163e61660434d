package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.util.List;
import java.util.Optional;

/// A change of a job's priority of which devices are being told: those of the things after the
/// cursor, up to `until`, do not know of it yet. When a priority changes again, the things after
/// the cursor are told the newest one in their turn, and only those before it need to be gone
/// through again.
///
/// @param priority what the job's priority was when this was read
record Reordering(long id, long job, long cursor, long until, int priority) {
  /// Notes that the job's priority has changed; nothing needs to be if no device was told of the
  /// change before.
  static void add(Transaction transaction, long job, JobPriority before) {
    long told = count(transaction, job) == 0 ? Long.MAX_VALUE : furthest(transaction, job);
    if (told > 0) {
      transaction.update(
          """
          INSERT INTO job_reordering (job_id, told, cursor_thing, until_thing) VALUES (?, ?, 0, ?)
          """,
          job,
          before.value(),
          told);
    }
  }

  static long count(Reading reading, long job) {
    return reading
        .first("SELECT COUNT(*) FROM job_reordering WHERE job_id = ?", row -> row.number(1), job)
        .orElseThrow();
  }

  private static long furthest(Reading reading, long job) {
    return reading
        .first(
            "SELECT MAX(cursor_thing) FROM job_reordering WHERE job_id = ?",
            row -> row.number(1),
            job)
        .orElseThrow();
  }

  static List<Reordering> list(Reading reading, int most) {
    return reading.list(
        """
        SELECT r.id, r.job_id, r.cursor_thing, r.until_thing, COALESCE(j.priority, 0)
        FROM job_reordering r LEFT JOIN job j ON j.id = r.job_id
        ORDER BY r.id
        LIMIT ?
        """,
        row ->
            new Reordering(
                row.number(1), row.number(2), row.number(3), row.number(4), (int) row.number(5)),
        most);
  }

  /// Whether this went on; not if another pass has moved it since it was read, or the priority has
  /// changed again.
  boolean advance(Transaction transaction, long to) {
    return transaction.update(
            """
            UPDATE job_reordering SET cursor_thing = ?
            WHERE id = ? AND cursor_thing = ?
              AND COALESCE((SELECT j.priority FROM job j WHERE j.id = job_id), 0) = ?
            """,
            to,
            id,
            cursor,
            priority)
        == 1;
  }

  void end(Transaction transaction) {
    transaction.update("DELETE FROM job_reordering WHERE id = ?", id);
  }

  /// A thing of the job, and whether an execution of it is pending there.
  record Target(long thing, boolean pending) {}

  /// The things after the cursor.
  List<Target> next(Reading reading, int most) {
    return reading.list(
        """
        SELECT thing_id, MIN(status) FROM job_execution
        WHERE job_id = ? AND thing_id > ? AND thing_id <= ?
        GROUP BY thing_id
        ORDER BY thing_id
        LIMIT ?
        """,
        row -> new Target(row.number(1), row.number(2) <= JobExecutionStatus.QUEUED.code()),
        job,
        cursor,
        until,
        most);
  }

  /// The name of the thing, if the head of its queue is not the one that its device knows.
  static Optional<String> withNewHead(Reading reading, long thing) {
    return head(reading, thing).equals(knownHead(reading, thing))
        ? Optional.empty()
        : reading.first("SELECT name FROM thing WHERE id = ?", row -> row.text(1), thing);
  }

  private record Head(long job, long number) {
    static Head of(Row row) {
      return new Head(row.number(1), row.number(2));
    }
  }

  private static Optional<Head> head(Reading reading, long thing) {
    return reading.first(
        """
        SELECT e.job_id, e.number
        FROM job_execution e
        JOIN job j ON j.id = e.job_id AND j.status < 4 AND e.status <= 1 - j.hidden
        WHERE e.thing_id = ? AND e.status <= 1
        ORDER BY e.status, j.priority DESC, e.queued_at, e.job_id, e.number
        LIMIT 1
        """,
        Head::of,
        thing);
  }

  /// That may be of a job in deletion: a device is told so when the execution is removed.
  private static Optional<Head> knownHead(Reading reading, long thing) {
    return reading.first(
        """
        SELECT e.job_id, e.number
        FROM job_execution e
        JOIN job j ON j.id = e.job_id AND e.status <= 1 - j.hidden
        WHERE e.thing_id = ? AND e.status <= 1
        ORDER BY e.status,
          COALESCE((SELECT r.told FROM job_reordering r
                    WHERE r.job_id = e.job_id
                      AND r.cursor_thing < e.thing_id AND e.thing_id <= r.until_thing
                    ORDER BY r.id LIMIT 1), j.priority) DESC,
          e.queued_at, e.job_id, e.number
        LIMIT 1
        """,
        Head::of,
        thing);
  }

  /// Whether the thing's device may not know in which order an execution stood to the others of its
  /// queue. Also so if the execution was queued after the change, and the device knows.
  static boolean isUntold(Reading reading, ExecutionKey key) {
    return reading.exists(
        """
        SELECT 1 FROM job_reordering r
        WHERE r.cursor_thing < ? AND r.until_thing >= ?
          AND (r.job_id = ? OR EXISTS (SELECT 1 FROM job_execution e
                                       WHERE e.job_id = r.job_id AND e.thing_id = ?
                                         AND e.status <= 1))
        LIMIT 1
        """,
        key.thing(),
        key.thing(),
        key.job(),
        key.thing());
  }
}
