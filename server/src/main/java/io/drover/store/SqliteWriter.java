package io.drover.store;

import io.drover.rejection.Rejection.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that changes the SQLite file. It runs the calls that are waiting in one
/// transaction, each undone alone when it fails, commits once, and only then lets every caller go
/// on: a synced commit costs far more than the work of one call, so callers must share it.
final class SqliteWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SqliteWriter.class);
  private static final int MOST_WAITING = 8_192;
  private static final int MOST_PER_COMMIT = 512;

  /// Calls that come while a commit fills up join it until it has taken this long, so that no one
  /// waits much longer.
  private static final long FULL_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Session session;
  private final AfterCommit afterCommit;
  private final BlockingQueue<Call<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closed;
  private boolean mayBeOpen;

  SqliteWriter(Session session, AfterCommit afterCommit) {
    this.session = session;
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
    List<Runnable> followers = new ArrayList<>();
    batch.add(first);
    if (mayBeOpen) {
      rollback();
    }
    try {
      session.update("BEGIN IMMEDIATE");
      long full = System.nanoTime() + FULL_AFTER_NANOS;
      Call<?> call = first;
      while (call != null) {
        call.run(session, followers);
        boolean more = batch.size() < MOST_PER_COMMIT && System.nanoTime() < full;
        call = more ? waiting.poll() : null;
        if (call != null) {
          batch.add(call);
        }
      }
      session.update("COMMIT");
    } catch (RuntimeException | Error e) {
      log.error("a transaction of {} changes was lost; each caller is told", batch.size(), e);
      RuntimeException cause =
          e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
      rollback();
      batch.forEach(failed -> failed.fail(cause));
      return;
    }
    batch.forEach(Call::finish);
    afterCommit.follow(followers);
  }

  /// Most failures leave no transaction, so that ending one fails as well; only if it was left open
  /// after all, that must be tried again, or no later one could begin.
  private void rollback() {
    try {
      session.update("ROLLBACK");
      mayBeOpen = false;
    } catch (StoreException e) {
      mayBeOpen = true;
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
    session.close();
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
    /// is lost.
    void run(Session session, List<Runnable> followers) {
      this.session = session;
      try {
        value = work.apply(this);
        if (changed) {
          session.update("RELEASE call");
        }
        followers.addAll(actions);
      } catch (RuntimeException | Error e) {
        failure =
            e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
        if (changed) {
          session.update("ROLLBACK TO call");
          session.update("RELEASE call");
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
