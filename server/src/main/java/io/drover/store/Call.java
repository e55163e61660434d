package io.drover.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One caller's work, run by the [Writer] as part of a transaction, and later its outcome.
final class Call<T extends @Nullable Object> implements Transaction {
  private final Function<? super Transaction, T> work;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Runnable> actions = new ArrayList<>(2);
  private @Nullable Session session;
  private boolean guarded;
  private boolean changed;
  private @Nullable T value;
  private @Nullable RuntimeException failure;

  /// Thrown when the work failed after it had changed something, and nothing but an end of the
  /// whole transaction undoes that.
  static final class HalfDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException failure;

    HalfDone(RuntimeException failure) {
      super(null, failure, false, false);
      this.failure = failure;
    }

    RuntimeException failure() {
      return failure;
    }
  }

  Call(Function<? super Transaction, T> work) {
    this.work = work;
  }

  /// Runs the work. When that fails, it has changed nothing, or what it changed is undone as it was
  /// guarded; the transaction goes on then. Throws when the whole transaction is lost; all of it
  /// may be run again.
  ///
  /// @param guarded whether there is to be a savepoint before the first change
  void run(Lane lane, Session session, boolean guarded, List<Runnable> followers) {
    this.session = session;
    this.guarded = guarded;
    changed = false;
    failure = null;
    actions.clear();
    try {
      value = work.apply(this);
      release();
      followers.addAll(actions);
    } catch (RuntimeException | Error e) {
      if (!lane.survives(e)) {
        throw e;
      }
      failure = e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
      undo(session, failure);
    } finally {
      this.session = null;
    }
  }

  private void undo(Session session, RuntimeException cause) {
    if (changed && !guarded) {
      throw new HalfDone(cause);
    }
    if (changed) {
      session.update("ROLLBACK TO SAVEPOINT call");
      session.update("RELEASE SAVEPOINT call");
    }
  }

  private void release() {
    Session open = session;
    if (guarded && changed && open != null) {
      open.update("RELEASE SAVEPOINT call");
    }
  }

  void fail(RuntimeException cause) {
    failure = cause;
    finish();
  }

  void finish() {
    ended.countDown();
  }

  @SuppressWarnings("NullAway") // value is what the work answered, null only if that type allows it
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
  public <R> Optional<R> first(String sql, RowMapper<R> mapper, @Nullable Object... parameters) {
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

  /// A savepoint is set only before the first statement that may change something: refusals mostly
  /// come earlier.
  private Session open(String sql) {
    Session open = session;
    if (open == null) {
      throw new IllegalStateException("the transaction has ended");
    }
    if (!changed && !sql.startsWith("SELECT")) {
      changed = true;
      if (guarded) {
        open.update("SAVEPOINT call");
      }
    }
    return open;
  }
}
