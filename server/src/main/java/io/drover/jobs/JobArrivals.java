package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.List;

/// Things that became targets of a job while none of its maintenance windows was open.
final class JobArrivals {
  private JobArrivals() {}

  static void add(Transaction transaction, long job, long thing) {
    transaction.update(
        "INSERT INTO job_arrival (job_id, thing_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        job,
        thing);
  }

  /// Whether it was there.
  static boolean remove(Transaction transaction, long job, long thing) {
    return transaction.update(
            "DELETE FROM job_arrival WHERE job_id = ? AND thing_id = ?", job, thing)
        == 1;
  }

  /// A thing by its key, and what it is called.
  record Arrival(long thing, String name) {}

  static List<Arrival> first(Reading reading, long job, int most) {
    return reading.list(
        """
        SELECT a.thing_id, t.name FROM job_arrival a JOIN thing t ON t.id = a.thing_id
        WHERE a.job_id = ?
        ORDER BY a.thing_id
        LIMIT ?
        """,
        row -> new Arrival(row.number(1), row.text(2)),
        job,
        most);
  }

  static void forget(Transaction transaction, long job) {
    transaction.update("DELETE FROM job_arrival WHERE job_id = ?", job);
  }
}
