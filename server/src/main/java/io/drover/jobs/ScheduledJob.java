package io.drover.jobs;

import io.drover.jobs.PhaseJob.Cursor;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An active job with something still to come in its schedule.
record ScheduledJob(
    long key, String jobId, TargetSelection selection, JobStanding standing, Cursor at) {
  private static final String COLUMNS =
      """
      SELECT id, name, target_selection, status, phase, hidden, schedule_at, cursor_group,
             cursor_thing\
      """;

  /// Those whose time has come, the longest due first.
  static List<ScheduledJob> due(Reading reading, Instant now, int most) {
    return reading.list(
        COLUMNS
            + """
             FROM job
            WHERE schedule_at IS NOT NULL AND schedule_at <= ? AND status <= 1
            ORDER BY schedule_at, id
            LIMIT ?
            """,
        ScheduledJob::job,
        now,
        most);
  }

  /// All of them, in the order of their keys.
  static List<ScheduledJob> after(Reading reading, long key, int most) {
    return reading.list(
        COLUMNS
            + """
             FROM job
            WHERE schedule_at IS NOT NULL AND id > ? AND status <= 1
            ORDER BY id
            LIMIT ?
            """,
        ScheduledJob::job,
        key,
        most);
  }

  /// One of them.
  static Optional<ScheduledJob> find(Reading reading, long key) {
    return reading.first(
        COLUMNS + " FROM job WHERE schedule_at IS NOT NULL AND id = ? AND status <= 1",
        ScheduledJob::job,
        key);
  }

  private static ScheduledJob job(Row row) {
    return new ScheduledJob(
        row.number(1),
        row.text(2),
        TargetSelection.ofCode(row.number(3)),
        new JobStanding(
            JobStatus.ofCode(row.number(4)),
            JobPhase.ofCode(row.number(5)),
            row.flag(6),
            false,
            row.instant(7)),
        new Cursor(row.number(8), row.number(9)));
  }

  private boolean hasStarted() {
    return !at.equals(Cursor.START);
  }

  /// Whether the job begins by going there; not again where it only has not come far yet.
  boolean startsBy(JobStanding to) {
    return standing.phase() == JobPhase.WAITING
        && to.phase() == JobPhase.ROLLING_OUT
        && !hasStarted();
  }

  /// Keeps where the job stands now, unless something has happened to it since it was read. A
  /// change of what devices are shown is told to them from the first thing on.
  boolean move(Transaction transaction, JobStanding to, Instant now) {
    boolean edge = to.hidden() != standing.hidden() && (to.hidden() || hasStarted());
    return transaction.update(
            """
            UPDATE job
            SET status = ?, phase = ?, hidden = ?, over = ?, schedule_at = ?, due_at = 0,
                cursor_thing = CASE WHEN ? = 1 THEN 0 ELSE cursor_thing END,
                updated_at = CASE WHEN ? = 1 THEN ? ELSE updated_at END,
                edge_at = CASE WHEN ? = 1 THEN ? ELSE edge_at END,
                edge_thing = CASE WHEN ? = 1 THEN 0 ELSE edge_thing END
            WHERE id = ? AND status = ? AND phase = ? AND schedule_at = ?
            """,
            to.status().code(),
            to.phase().code(),
            to.hidden(),
            to.over(),
            to.scheduleAt(),
            to.phase() == JobPhase.ENDING,
            to.status() != standing.status(),
            now,
            edge,
            now,
            edge,
            key,
            standing.status().code(),
            standing.phase().code(),
            standing.scheduleAt())
        == 1;
  }
}
