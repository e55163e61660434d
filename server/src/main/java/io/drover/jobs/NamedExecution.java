package io.drover.jobs;

import io.drover.store.Reading;
import java.util.List;

/// An execution with the name of its thing, also of one that the registry has forgotten.
record NamedExecution(ExecutionKey key, String thing) {
  /// The first ones of a job, whole things: all executions on the last thing are among them, which
  /// may make it a few more than `most`.
  static List<NamedExecution> first(Reading reading, long job, int most) {
    return reading.list(
        """
        SELECT e.job_id, e.thing_id, e.number, COALESCE(t.name, d.name, '')
        FROM job_execution e
        LEFT JOIN thing t ON t.id = e.thing_id
        LEFT JOIN job_departed_thing d ON d.thing_id = e.thing_id
        WHERE e.job_id = ? AND e.thing_id <= COALESCE(
          (SELECT f.thing_id FROM job_execution f WHERE f.job_id = ?
           ORDER BY f.thing_id, f.number LIMIT 1 OFFSET ?), ?)
        ORDER BY e.thing_id, e.number
        """,
        row ->
            new NamedExecution(
                new ExecutionKey(row.number(1), row.number(2), row.number(3)), row.text(4)),
        job,
        job,
        most - 1,
        Long.MAX_VALUE);
  }
}
