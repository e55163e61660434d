package io.drover.store;

import io.drover.store.Call.HalfDone;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs waiting calls together in one transaction and commits once for all of them. Each of them
/// has its own outcome, as if it had run alone: what a failing one changed is undone, and its
/// neighbours are kept.
///
/// A savepoint around each call would see to that, and costs two statements for every one. So there
/// are none until a call fails after it has changed something: then all that share its transaction
/// are run again with savepoints, and so are the next [#GUARDED_AFTER_FAILURE] calls, so that work
/// which often fails in this way has little run twice.
///
/// A transaction that met changes of another process is run again too, at last each of its calls
/// alone.
final class SharedCommits {
  static final int MOST_PER_COMMIT = 512;
  static final int GUARDED_AFTER_FAILURE = 8 * MOST_PER_COMMIT;

  private static final Logger log = LoggerFactory.getLogger(SharedCommits.class);
  private static final int MOST_TRIES_TOGETHER = 3;
  private static final int MOST_TRIES_ALONE = 12;

  /// Calls that come while a commit fills up join it until it has taken this long, so that no one
  /// waits much longer.
  private static final long FULL_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Lane lane;
  private final AfterCommit afterCommit;
  private final Queue<Call<?>> waiting;
  private int leftToGuard;

  SharedCommits(Lane lane, AfterCommit afterCommit, Queue<Call<?>> waiting) {
    this.lane = lane;
    this.afterCommit = afterCommit;
    this.waiting = waiting;
  }

  /// Runs this call and some of those that wait, and tells each its outcome.
  void commit(Call<?> first) {
    List<Call<?>> batch = new ArrayList<>();
    batch.add(first);
    RuntimeException lost = attempt(batch, MOST_PER_COMMIT);
    for (int tries = 1; tries < MOST_TRIES_TOGETHER && isToBeRunAgain(lost); tries++) {
      pause(tries);
      lost = attempt(batch, batch.size());
    }
    if (lost == null) {
      return;
    }
    if (isToBeRunAgain(lost) || (batch.size() > 1 && lane.isOfOneCall(lost))) {
      batch.forEach(this::commitAlone);
    } else {
      log.error("a transaction of {} changes was lost; each caller is told", batch.size(), lost);
      tell(batch, lost);
    }
  }

  private void commitAlone(Call<?> call) {
    List<Call<?>> batch = new ArrayList<>(List.of(call));
    RuntimeException lost = attempt(batch, 1);
    for (int tries = 1; tries < MOST_TRIES_ALONE && isToBeRunAgain(lost); tries++) {
      pause(tries);
      lost = attempt(batch, 1);
    }
    if (lost != null) {
      tell(batch, lost);
    }
  }

  private boolean isToBeRunAgain(@Nullable RuntimeException lost) {
    return lost != null && lane.metAnotherChange(lost);
  }

  private static void tell(List<Call<?>> batch, RuntimeException lost) {
    batch.forEach(call -> call.fail(lost));
  }

  /// Runs the calls of the batch in one transaction, and those that come meanwhile up to so many.
  /// Answers why it was lost, or null when every caller has been told its outcome.
  private @Nullable RuntimeException attempt(List<Call<?>> batch, int most) {
    RuntimeException lost = attempt(batch, most, leftToGuard > 0);
    if (!(lost instanceof HalfDone halfDone)) {
      return lost;
    }
    if (batch.size() == 1) {
      tell(batch, halfDone.failure()); // and was undone with its transaction
      return null;
    }
    leftToGuard = GUARDED_AFTER_FAILURE;
    return attempt(batch, batch.size(), true);
  }

  private @Nullable RuntimeException attempt(List<Call<?>> batch, int most, boolean guarded) {
    List<Runnable> followers = new ArrayList<>();
    try {
      run(batch, most, guarded, followers);
      lane.commit();
    } catch (RuntimeException | Error e) {
      lane.rollback();
      return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }
    leftToGuard = Math.max(0, leftToGuard - batch.size());
    batch.forEach(Call::finish);
    afterCommit.follow(followers);
    return null;
  }

  private void run(List<Call<?>> batch, int most, boolean guarded, List<Runnable> followers) {
    Session session = lane.begin();
    long full = System.nanoTime() + FULL_AFTER_NANOS;
    for (int next = 0; next < batch.size(); next++) {
      batch.get(next).run(lane, session, guarded, followers);
      boolean isLast = next == batch.size() - 1;
      if (isLast && batch.size() < most && System.nanoTime() < full) {
        join(batch);
      }
    }
  }

  private void join(List<Call<?>> batch) {
    Call<?> call = waiting.poll();
    if (call != null) {
      batch.add(call);
    }
  }

  private static void pause(int tries) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1L << Math.min(tries, 6)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts the writer; then it pauses no more
    }
  }
}
