package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first of a thing's pending executions, at most [PendingExecutions#MOST], in their order.
record Queue(List<Entry> entries) {

  /// One of them.
  record Entry(Place place, ExecutionSummary summary) {}

  static Queue of(Reading reading, long thing) {
    return new Queue(
        reading.list(
            """
            SELECT e.job_id, j.name, e.number, e.status, e.queued_at, e.started_at, e.updated_at,
                   e.version, j.priority
            FROM job_execution e JOIN job j ON j.id = e.job_id AND j.status < 4
            WHERE e.thing_id = ? AND e.status <= 1
            ORDER BY e.status, j.priority DESC, e.queued_at, e.job_id, e.number
            LIMIT ?
            """,
            Queue::entry,
            thing,
            PendingExecutions.MOST));
  }

  /// Of the thing of this name; empty also when there is no such thing.
  static Queue of(Reading reading, String thing) {
    return new Queue(
        reading.list(
            """
            SELECT e.job_id, j.name, e.number, e.status, e.queued_at, e.started_at, e.updated_at,
                   e.version, j.priority
            FROM thing t
            JOIN job_execution e ON e.thing_id = t.id AND e.status <= 1
            JOIN job j ON j.id = e.job_id AND j.status < 4
            WHERE t.name = ?
            ORDER BY e.status, j.priority DESC, e.queued_at, e.job_id, e.number
            LIMIT ?
            """,
            Queue::entry,
            thing,
            PendingExecutions.MOST));
  }

  private static Entry entry(Row row) {
    long number = row.number(3);
    return new Entry(
        new Place(
            JobExecutionStatus.ofCode(row.number(4)),
            new JobPriority((int) row.number(9)),
            row.instant(5),
            row.number(1),
            number),
        new ExecutionSummary(
            row.text(2),
            row.instant(5),
            row.optionalInstant(6),
            row.instant(7),
            row.number(8),
            number));
  }

  /// The first one that is not this one.
  Optional<Place> firstBeside(ExecutionKey key) {
    return entries.stream()
        .map(Entry::place)
        .filter(place -> place.job() != key.job() || place.number() != key.number())
        .findFirst();
  }

  PendingExecutions pending() {
    List<ExecutionSummary> inProgress = new ArrayList<>();
    List<ExecutionSummary> queued = new ArrayList<>();
    for (Entry entry : entries) {
      boolean runs = entry.place().status() == JobExecutionStatus.IN_PROGRESS;
      (runs ? inProgress : queued).add(entry.summary());
    }
    return new PendingExecutions(inProgress, queued);
  }
}
