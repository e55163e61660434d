package io.drover.store;

import io.drover.rejection.Rejection.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread of this process that changes the store. It runs the calls that are waiting in one
/// transaction, each undone alone when it fails, commits once, and only then lets every caller go
/// on: a synced commit costs far more than the work of one call, so callers must share it.
///
/// A transaction that met changes of another process is run again, at last each of its calls alone.
final class Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int MOST_WAITING = 8_192;
  private static final int MOST_PER_COMMIT = 512;
  private static final int MOST_TRIES_TOGETHER = 3;
  private static final int MOST_TRIES_ALONE = 12;

  /// Calls that come while a commit fills up join it until it has taken this long, so that no one
  /// waits much longer.
  private static final long FULL_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Lane lane;
  private final AfterCommit afterCommit;
  private final BlockingQueue<Call<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closed;

  Writer(Lane lane, AfterCommit afterCommit) {
    this.lane = lane;
    this.afterCommit = afterCommit;
    this.thread = Thread.ofPlatform().name("store-writer").unstarted(this::run);
    thread.start();
  }

  <T extends @Nullable Object> T write(Function<? super Transaction, T> work) {
    Call<T> call = new Call<>(work);
    try {
      if (closed
          || !waiting.offer(call, LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)
          || (closed && waiting.remove(call))) { // came after the last look at the queue
        throw new Unavailable("The store takes no changes now; try again.").toException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The server is stopping.").toException();
    }
    return call.outcome();
  }

  private void run() {
    List<Call<?>> batch = new ArrayList<>(MOST_PER_COMMIT);
    while (!closed || !waiting.isEmpty()) {
      Call<?> first = next();
      if (first != null) {
        commit(first, batch);
        batch.clear();
      }
    }
    for (Call<?> call = waiting.poll(); call != null; call = waiting.poll()) {
      call.fail(new Unavailable("The server is stopping.").toException());
    }
  }

  private @Nullable Call<?> next() {
    try {
      return waiting.poll(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return null;
    }
  }

  private void commit(Call<?> first, List<Call<?>> batch) {
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
    List<Runnable> followers = new ArrayList<>();
    try {
      Session session = lane.begin();
      long full = System.nanoTime() + FULL_AFTER_NANOS;
      for (int next = 0; next < batch.size(); next++) {
        batch.get(next).run(lane, session, followers);
        boolean isLast = next == batch.size() - 1;
        if (isLast && batch.size() < most && System.nanoTime() < full) {
          join(batch);
        }
      }
      lane.commit();
    } catch (RuntimeException | Error e) {
      lane.rollback();
      return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }
    batch.forEach(Call::finish);
    afterCommit.follow(followers);
    return null;
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

  /// Lets the calls that wait end, and takes no more.
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lane.close();
  }

  /// One caller's work, and later its outcome.
  private static final class Call<T extends @Nullable Object> implements Transaction {
    private final Function<? super Transaction, T> work;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>(2);
    private @Nullable Session session;
    private boolean changed;
    private @Nullable T value;
    private @Nullable RuntimeException failure;

    Call(Function<? super Transaction, T> work) {
      this.work = work;
    }

    /// Leaves the transaction as it was when the work fails. Throws only when the whole transaction
    /// is lost; then it may be run again.
    void run(Lane lane, Session session, List<Runnable> followers) {
      this.session = session;
      changed = false;
      failure = null;
      actions.clear();
      try {
        value = work.apply(this);
        if (changed) {
          session.update("RELEASE SAVEPOINT call");
        }
        followers.addAll(actions);
      } catch (RuntimeException | Error e) {
        if (!lane.survives(e)) {
          throw e;
        }
        failure =
            e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
        if (changed) {
          session.update("ROLLBACK TO SAVEPOINT call");
          session.update("RELEASE SAVEPOINT call");
        }
      } finally {
        this.session = null;
      }
    }

    void fail(RuntimeException cause) {
      failure = cause;
      finish();
    }

    void finish() {
      ended.countDown();
    }

    @SuppressWarnings(
        "NullAway") // value is what the work answered, null only if that type allows it
    T outcome() {
      boolean interrupted = false;
      while (true) {
        try {
          ended.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true; // the change may be committed already: its outcome must be known
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure != null) {
        throw failure;
      }
      return value;
    }

    @Override
    public <R> List<R> list(String sql, RowMapper<R> mapper, @Nullable Object... parameters) {
      return open(sql).list(sql, mapper, parameters);
    }

    @Override
    public <R> java.util.Optional<R> first(
        String sql, RowMapper<R> mapper, @Nullable Object... parameters) {
      return open(sql).first(sql, mapper, parameters);
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
      return open(sql).update(sql, parameters);
    }

    @Override
    public void afterCommit(Runnable action) {
      actions.add(action);
    }

    /// A savepoint is set only before the first statement that may change something: refusals
    /// mostly come earlier.
    private Session open(String sql) {
      Session open = session;
      if (open == null) {
        throw new IllegalStateException("the transaction has ended");
      }
      if (!changed && !sql.startsWith("SELECT")) {
        open.update("SAVEPOINT call");
        changed = true;
      }
      return open;
    }
  }
}
