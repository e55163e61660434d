package io.drover.jobs;

import io.drover.store.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Where a pending execution stands in its thing's queue: those IN_PROGRESS first, each part by the
/// priority of the jobs, then by the time of queueing, then by the order in which the jobs were
/// created.
record Place(
    JobExecutionStatus status, JobPriority priority, Instant queuedAt, long job, long number)
    implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.<Place>comparingInt(place -> place.status.code())
          .thenComparing(place -> place.priority.value(), Comparator.reverseOrder())
          .thenComparing(Place::queuedAt)
          .thenComparingLong(Place::job)
          .thenComparingLong(Place::number);

  /// Of the first five columns of a row, which have the order of the components.
  static Place of(Row row) {
    return new Place(
        JobExecutionStatus.ofCode(row.number(1)),
        new JobPriority((int) row.number(2)),
        row.instant(3),
        row.number(4),
        row.number(5));
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /// Whether the identity of the queue's head changed when one execution went from its place
  /// `before` to its place `after`, empty standing for not pending, while `next` was the first of
  /// the others.
  static boolean headChanged(Optional<Place> before, Optional<Place> after, Optional<Place> next) {
    return isHead(before, next) != isHead(after, next);
  }

  /// Whether it changed when one execution left its place `before` and another one came to the
  /// place `after`, while `next` was the first of the others.
  static boolean headReplaced(Optional<Place> before, Optional<Place> after, Optional<Place> next) {
    return isHead(before, next) || isHead(after, next);
  }

  /// Whether a place is there and before the first of the others.
  static boolean isHead(Optional<Place> place, Optional<Place> next) {
    return place.isPresent() && (next.isEmpty() || place.get().compareTo(next.get()) < 0);
  }
}
