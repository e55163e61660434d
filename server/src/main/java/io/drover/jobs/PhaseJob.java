package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;

/// A job that the background works on, and how far it has come.
record PhaseJob(
    long key, String jobId, Instant createdAt, boolean forceCanceled, JobPhase phase, Cursor at) {

  /// A group among the targets and a thing of it; the group is 0 where there is none. All that
  /// comes before has been done.
  record Cursor(long group, long thing) {}

  static List<PhaseJob> list(Reading reading, JobPhase phase, int most) {
    return reading.list(
        """
        SELECT id, name, created_at, force_canceled, phase, cursor_group, cursor_thing FROM job
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
        row.instant(3),
        row.flag(4),
        JobPhase.ofCode(row.number(5)),
        new Cursor(row.number(6), row.number(7)));
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
