package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;

/// A job that the background works on, and how far it has come.
///
/// @param mark of the memberships that the rollout reaches
record PhaseJob(
    long key,
    String jobId,
    TargetSelection selection,
    long mark,
    boolean forceCanceled,
    JobPhase phase,
    Cursor at,
    Pace pace) {

  /// A group among the targets and a thing of it, up to which that group has been done. Where there
  /// is no group, things that the job names are to be done.
  record Cursor(long group, long thing) {
    /// Nothing has been done yet.
    static final Cursor START = new Cursor(0, 0);

    /// More things have been named since the start.
    static final Cursor NAMED = new Cursor(-1, 0);

    /// Everything has been done.
    static final Cursor END = new Cursor(Long.MAX_VALUE, 0);

    boolean isOfNamed() {
      return group <= 0;
    }
  }

  /// Those of the jobs of a phase that are due, if they have one of so many places of
  /// [ConcurrentJobs]. A job that waits for a time beyond the [Pace#horizon] is due.
  static List<PhaseJob> due(Reading reading, JobPhase phase, Instant now, int most) {
    return reading.list(
        """
        SELECT id, name, target_selection, member_mark, force_canceled, phase, cursor_group,
               cursor_thing, notified, minute_count, minute_end
        FROM job
        WHERE phase = ? AND phase > 0 AND (due_at <= ? OR due_at > ?)
          AND id <= ?
        ORDER BY id
        LIMIT ?
        """,
        PhaseJob::job,
        phase.code(),
        now,
        Pace.horizon(now),
        ConcurrentJobs.of(reading, most).last(phase),
        most);
  }

  private static PhaseJob job(Row row) {
    return new PhaseJob(
        row.number(1),
        row.text(2),
        TargetSelection.ofCode(row.number(3)),
        row.number(4),
        row.flag(5),
        JobPhase.ofCode(row.number(6)),
        new Cursor(row.number(7), row.number(8)),
        new Pace(row.number(9), row.number(10), row.instant(11)));
  }

  /// The same job once it has come as far as this.
  PhaseJob at(Cursor other) {
    return new PhaseJob(key, jobId, selection, mark, forceCanceled, phase, other, pace);
  }

  /// Moves on, unless the job has left the phase or another pass has moved it since it was listed:
  /// then the slice must not be done.
  boolean advance(Transaction transaction, JobPhase next, Cursor to) {
    return transaction.update(
            """
            UPDATE job SET phase = ?, cursor_group = ?, cursor_thing = ?
            WHERE id = ? AND phase = ? AND cursor_group = ? AND cursor_thing = ?
            """,
            next.code(),
            to.group(),
            to.thing(),
            key,
            phase.code(),
            at.group(),
            at.thing())
        == 1;
  }

  /// Keeps the pace, for whoever has advanced in this transaction.
  void keep(Transaction transaction, Pace now) {
    transaction.update(
        "UPDATE job SET notified = ?, minute_count = ?, minute_end = ? WHERE id = ?",
        now.notified(),
        now.count(),
        now.end(),
        key);
  }

  /// Leaves the job alone until then, unless it has moved since it was listed.
  void waitUntil(Transaction transaction, Instant time) {
    transaction.update(
        """
        UPDATE job SET due_at = ?
        WHERE id = ? AND phase = ? AND cursor_group = ? AND cursor_thing = ?
        """,
        time,
        key,
        phase.code(),
        at.group(),
        at.thing());
  }
}
