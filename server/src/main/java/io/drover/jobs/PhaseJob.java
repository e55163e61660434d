package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
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
    Cursor at) {

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

  static List<PhaseJob> list(Reading reading, JobPhase phase, int most) {
    return reading.list(
        """
        SELECT id, name, target_selection, member_mark, force_canceled, phase, cursor_group,
               cursor_thing
        FROM job
        WHERE phase = ? AND phase > 0
        ORDER BY id
        LIMIT ?
        """,
        PhaseJob::job,
        phase.code(),
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
        new Cursor(row.number(7), row.number(8)));
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
}
