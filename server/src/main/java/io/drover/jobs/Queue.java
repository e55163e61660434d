package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The first of a thing's pending executions that its device may see, in their order: at most
/// [PendingExecutions#MOST_ORDINARY] of jobs without maintenance windows, and
/// [PendingExecutions#MOST_WINDOWED] of others.
record Queue(List<Entry> entries) {

  /// One of them.
  record Entry(Place place, boolean windowed, ExecutionSummary summary) {}

  /// Of the thing of this name; empty also when there is no such thing.
  static Queue of(Reading reading, String thing) {
    List<Entry> first =
        reading.list(
            """
            SELECT e.status, j.priority, e.queued_at, e.job_id, e.number, j.name, e.started_at,
                   e.updated_at, e.version, j.windowed
            FROM thing t
            JOIN job_execution e ON e.thing_id = t.id AND e.status <= 1
            JOIN job j ON j.id = e.job_id AND j.status < 4 AND e.status <= 1 - j.hidden
            WHERE t.name = ?
            ORDER BY e.status, j.priority DESC, e.queued_at, e.job_id, e.number
            LIMIT ?
            """,
            Queue::entry,
            thing,
            PendingExecutions.MOST);
    return first.size() < PendingExecutions.MOST
        ? capped(first)
        : ExecutionStore.thing(reading, thing).map(id -> ofBothKinds(reading, id)).orElseThrow();
  }

  /// A queue so long that one kind may stand behind what the other may show.
  private static Queue ofBothKinds(Reading reading, long thing) {
    return capped(
        Stream.concat(
                ofKind(reading, thing, false, PendingExecutions.MOST_ORDINARY).stream(),
                ofKind(reading, thing, true, PendingExecutions.MOST_WINDOWED).stream())
            .sorted(Comparator.comparing(Entry::place))
            .toList());
  }

  private static List<Entry> ofKind(Reading reading, long thing, boolean windowed, int most) {
    return reading.list(
        """
        SELECT e.status, j.priority, e.queued_at, e.job_id, e.number, j.name, e.started_at,
               e.updated_at, e.version, j.windowed
        FROM job_execution e
        JOIN job j ON j.id = e.job_id AND j.status < 4 AND e.status <= 1 - j.hidden
        WHERE e.thing_id = ? AND e.status <= 1 AND j.windowed = ?
        ORDER BY e.status, j.priority DESC, e.queued_at, e.job_id, e.number
        LIMIT ?
        """,
        Queue::entry,
        thing,
        windowed,
        most);
  }

  private static Queue capped(List<Entry> entries) {
    List<Entry> shown = new ArrayList<>();
    int windowed = 0;
    for (Entry entry : entries) {
      int ordinary = shown.size() - windowed;
      if (entry.windowed() && windowed < PendingExecutions.MOST_WINDOWED) {
        windowed++;
        shown.add(entry);
      } else if (!entry.windowed() && ordinary < PendingExecutions.MOST_ORDINARY) {
        shown.add(entry);
      }
    }
    return new Queue(shown);
  }

  private static Entry entry(Row row) {
    Place place = Place.of(row);
    return new Entry(
        place,
        row.flag(10),
        new ExecutionSummary(
            row.text(6),
            place.queuedAt(),
            row.optionalInstant(7),
            row.instant(8),
            row.number(9),
            place.number()));
  }

  /// One of a queue beside another, and the name of its job.
  record Neighbor(Place place, String jobId) {}

  /// The first in a thing's queue that is not this one.
  static Optional<Neighbor> firstBeside(Reading reading, ExecutionKey key) {
    return reading.first(
        """
        SELECT e.status, j.priority, e.queued_at, e.job_id, e.number, j.name
        FROM job_execution e
        JOIN job j ON j.id = e.job_id AND j.status < 4 AND e.status <= 1 - j.hidden
        WHERE e.thing_id = ? AND e.status <= 1 AND (e.job_id <> ? OR e.number <> ?)
        ORDER BY e.status, j.priority DESC, e.queued_at, e.job_id, e.number
        LIMIT 1
        """,
        row -> new Neighbor(Place.of(row), row.text(6)),
        key.thing(),
        key.job(),
        key.number());
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
