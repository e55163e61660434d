package io.drover.gateway.broker;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/// When sessions end whose clients have left, the next one first.
final class Deadlines {
  record Deadline(Instant at, Session session) {}

  private final ConcurrentSkipListSet<Deadline> inOrder =
      new ConcurrentSkipListSet<>(
          Comparator.comparing(Deadline::at)
              .thenComparingLong(deadline -> deadline.session().id()));

  void add(Instant at, Session session) {
    inOrder.add(new Deadline(at, session));
  }

  void remove(Instant at, Session session) {
    inOrder.remove(new Deadline(at, session));
  }

  /// Takes out the next one that has come; empty when none has.
  Optional<Deadline> takeDue(Instant now) {
    Deadline next = inOrder.isEmpty() ? null : inOrder.first();
    return next != null && !next.at().isAfter(now) && inOrder.remove(next)
        ? Optional.of(next)
        : Optional.empty();
  }
}
