package io.drover.jobs;

import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work on slices of items, each slice in one transaction. When that fails, each of its items has a
/// transaction of its own, so that one which always fails holds up none beside it; it is set aside
/// for a while.
final class Slicewise<K> {
  private static final Logger log = LoggerFactory.getLogger(Slicewise.class);

  /// When more than so many of one slice fail, the fault is hardly theirs.
  private static final int MOST_FAILURES = 10;

  private final Database database;
  private final SetAside<K> aside = new SetAside<>();

  Slicewise(Database database) {
    this.database = database;
  }

  /// How many items may be in the way of others.
  int setAside() {
    return aside.size();
  }

  /// Those that are not set aside now.
  List<K> due(List<K> items, Instant now) {
    return items.stream().filter(item -> !aside.holds(item, now)).toList();
  }

  /// Does the work for each item that is not set aside, and answers whether that was all of them
  /// and none failed. The work may be done twice for an item, the first time undone. Throws what
  /// the last one threw when too many fail.
  boolean each(List<K> items, Instant now, BiConsumer<Transaction, K> work) {
    List<K> due = due(items, now);
    if (due.isEmpty()) {
      return items.isEmpty();
    }
    try {
      database.change(transaction -> due.forEach(item -> work.accept(transaction, item)));
      due.forEach(aside::succeeded);
      return due.size() == items.size();
    } catch (RuntimeException e) {
      log.warn("{} items together failed; each has its turn alone", due.size(), e);
      return alone(due, now, work) && due.size() == items.size();
    }
  }

  private boolean alone(List<K> due, Instant now, BiConsumer<Transaction, K> work) {
    int failures = 0;
    for (K item : due) {
      try {
        database.change(transaction -> work.accept(transaction, item));
        aside.succeeded(item);
      } catch (RuntimeException e) {
        log.error("{} failed and is set aside", item, e);
        aside.failed(item, now);
        if (++failures > MOST_FAILURES) {
          throw e;
        }
      }
    }
    return failures == 0;
  }
}
