package io.drover.jobs;

import io.drover.jobs.PhaseJob.Cursor;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.List;

/// The groups whose new members, or new groups below them, concern jobs: a CONTINUOUS one until it
/// ends, any other until it starts.
final class OpenGroups {
  private OpenGroups() {}

  static void open(Transaction transaction, long job, List<Long> groups) {
    for (long group : groups) {
      transaction.update(
          "INSERT INTO job_open_group (group_id, job_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
          group,
          job);
    }
  }

  static void close(Transaction transaction, long job) {
    transaction.update("DELETE FROM job_open_group WHERE job_id = ?", job);
  }

  static boolean isOpen(Reading reading, long group) {
    return reading.exists("SELECT 1 FROM job_open_group WHERE group_id = ? LIMIT 1", group);
  }

  /// A group that has come into being below another is a target of the jobs that the other is.
  static void openBelow(Transaction transaction, long group, long parent) {
    transaction.update(
        """
        INSERT INTO job_target (job_id, kind, target_id)
        SELECT job_id, 2, CAST(? AS BIGINT) FROM job_open_group WHERE group_id = ?
        """,
        group,
        parent);
    transaction.update(
        """
        INSERT INTO job_open_group (group_id, job_id)
        SELECT CAST(? AS BIGINT), job_id FROM job_open_group WHERE group_id = ?
        """,
        group,
        parent);
  }

  /// A CONTINUOUS job that follows a group.
  record Follower(long job, String jobId, JobPhase phase, Cursor at) {

    /// Everyone who is in its groups then is reached when it starts.
    boolean hasStarted() {
      return phase == JobPhase.ROLLING_OUT || !at.equals(Cursor.START);
    }
  }

  static List<Follower> followers(Reading reading, long group) {
    return reading.list(
        """
        SELECT j.id, j.name, j.phase, j.cursor_group, j.cursor_thing
        FROM job_open_group o JOIN job j ON j.id = o.job_id
        WHERE o.group_id = ? AND j.status <= 1 AND j.target_selection = 1
        ORDER BY j.id
        """,
        row ->
            new Follower(
                row.number(1),
                row.text(2),
                JobPhase.ofCode(row.number(3)),
                new Cursor(row.number(4), row.number(5))),
        group);
  }

  /// Whether a thing is a target of a job by its name, or by a group other than this one.
  static boolean reach(Reading reading, long job, long thing, long besideGroup) {
    return reading.exists(
            "SELECT 1 FROM job_target WHERE job_id = ? AND kind = 0 AND target_id = ?", job, thing)
        || reading.exists(
            """
            SELECT 1
            FROM thing_group_member m
            JOIN thing_group g ON g.id = m.group_id
            JOIN job_open_group o ON o.group_id = m.group_id AND o.job_id = ?
            WHERE m.thing_id = ? AND m.group_id <> ?
            LIMIT 1
            """,
            job,
            thing,
            besideGroup);
  }
}
