package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job one of whose windows has opened or closed, and how far devices have been told. Another
/// edge starts from the first thing again: at worst a device is told the same list twice.
///
/// @param hidden whether it has closed
/// @param at when that was, by the clock of the server that saw it
/// @param told the last thing whose device knows
record EdgeNews(long job, String jobId, boolean hidden, Instant at, long told) {

  /// Whether the device still sees what the closing of a window has hidden.
  static boolean isUntold(Reading reading, ExecutionKey key) {
    return reading.exists(
        "SELECT 1 FROM job WHERE id = ? AND hidden = 1 AND edge_at IS NOT NULL AND edge_thing < ?",
        key.job(),
        key.thing());
  }

  /// Those of jobs in deletion are left to it: whoever loses an execution is told then.
  static List<EdgeNews> list(Reading reading, int most) {
    return reading.list(
        """
        SELECT id, name, hidden, edge_at, edge_thing FROM job
        WHERE edge_at IS NOT NULL AND status < 4
        ORDER BY id
        LIMIT ?
        """,
        row -> new EdgeNews(row.number(1), row.text(2), row.flag(3), row.instant(4), row.number(5)),
        most);
  }

  /// A thing of the job, and whether its queue has changed by the edge.
  record Target(long thing, boolean concerned) {}

  List<Target> next(Reading reading, Instant now, int most) {
    return reading.list(
        """
        SELECT thing_id, MIN(status), MAX(queued_at), MAX(COALESCE(failed_before, 0)),
               MAX(COALESCE(timed_out_before, 0))
        FROM job_execution
        WHERE job_id = ? AND thing_id > ?
        GROUP BY thing_id
        ORDER BY thing_id
        LIMIT ?
        """,
        row -> target(row, now),
        job,
        told,
        most);
  }

  /// What a rollout has queued since the window opened was told then. All other cases are told
  /// again rather than not at all, for clocks differ and may be set back.
  private Target target(Row row, Instant now) {
    boolean queued = row.number(2) == JobExecutionStatus.QUEUED.code();
    boolean triedBefore = row.number(4) + row.number(5) > 0;
    Instant time = row.instant(3);
    boolean sinceThen = !time.isBefore(at) && !time.isAfter(now);
    return new Target(row.number(1), queued && (hidden || triedBefore || !sinceThen));
  }

  /// Goes on to a thing, or ends, unless another edge has come or another pass has gone on.
  boolean advance(Transaction transaction, Optional<Long> to) {
    return transaction.update(
            """
            UPDATE job SET edge_thing = ?, edge_at = ?
            WHERE id = ? AND edge_at = ? AND edge_thing = ? AND hidden = ?
            """,
            to.orElse(null),
            to.isPresent() ? at : null,
            job,
            at,
            told,
            hidden)
        == 1;
  }
}
