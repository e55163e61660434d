package io.drover.jobs.simulation;

import io.drover.store.Database;
import io.drover.store.Dialect;
import io.drover.store.Reading;
import io.drover.store.RowMapper;
import io.drover.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A store as one server of a simulation sees it. Before each of the server's reads and writes
/// others may do something; a write may fail at any of its statements or when it is committed, and
/// the server may be killed there, or right after the commit. What follows a commit is done at
/// once, on the caller's thread; a server that uses another one fails, for then the seed would no
/// longer decide who comes first.
final class UnreliableDatabase implements Database {
  private final Database store;
  private final Surroundings surroundings;
  private final Thread simulating = Thread.currentThread();
  private boolean dead;
  private volatile boolean strayed;

  UnreliableDatabase(Database store, Surroundings surroundings) {
    this.store = store;
    this.surroundings = surroundings;
  }

  /// What the store is used in.
  interface Surroundings {
    /// Others have their turn.
    void meanwhile();

    Fault nextFault();

    void struck(Fault fault);

    /// A write has been committed.
    void committed();

    /// What should have followed a commit will not.
    void newsLost();
  }

  boolean isDead() {
    return dead;
  }

  @Override
  public <T extends @Nullable Object> T write(Function<? super Transaction, T> work) {
    interruption();
    Write write = new Write(surroundings.nextFault());
    T value = attempt(write, work);
    if (write.changed) {
      surroundings.committed();
    }
    write.dieAfterCommit();
    write.actions.forEach(Runnable::run);
    return value;
  }

  private <T extends @Nullable Object> T attempt(
      Write write, Function<? super Transaction, T> work) {
    try {
      return store.write(
          transaction -> {
            write.begin(transaction);
            T value = work.apply(write);
            write.strike(Fault.AT_COMMIT);
            return value;
          });
    } catch (RuntimeException | Error e) {
      requireAlive();
      throw e;
    }
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super Reading, T> work) {
    interruption();
    return store.read(work);
  }

  private void interruption() {
    requireOneThread();
    requireAlive();
    surroundings.meanwhile();
    requireAlive();
  }

  /// The store may have wrapped what killed the server.
  private void requireAlive() {
    if (dead) {
      throw new Killed();
    }
  }

  private void requireOneThread() {
    strayed |= !Thread.currentThread().equals(simulating);
    if (strayed) {
      throw new IllegalStateException("a simulated server works on more than one thread");
    }
  }

  @Override
  public void awaitEarlierWrites() {
    store.awaitEarlierWrites();
  }

  @Override
  public Dialect dialect() {
    return store.dialect();
  }

  /// Stays open for the other servers.
  @Override
  public void close() {}

  private final class Write implements Transaction {
    private final Fault fault;
    private final List<Runnable> actions = new ArrayList<>();
    private @Nullable Transaction transaction;
    private int statements;
    private boolean changed;

    Write(Fault fault) {
      this.fault = fault;
    }

    void begin(Transaction begun) {
      transaction = begun;
      statements = 0;
      changed = false;
      actions.clear();
    }

    void strike(int moment) {
      if (fault.strikesAt(moment)) {
        surroundings.struck(fault);
        if (fault.kind() == Fault.Kind.FAILURE) {
          throw new StoreFailure();
        }
        dead = true;
        throw new Killed();
      }
    }

    void dieAfterCommit() {
      if (fault.strikesAt(Fault.AFTER_COMMIT)) {
        surroundings.newsLost();
        strike(Fault.AFTER_COMMIT);
      }
    }

    private Transaction next() {
      strike(++statements);
      if (transaction == null) {
        throw new IllegalStateException("the transaction has not begun");
      }
      return transaction;
    }

    @Override
    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
      changed |= !sql.startsWith("SELECT");
      return next().list(sql, mapper, parameters);
    }

    @Override
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
      changed |= !sql.startsWith("SELECT");
      return next().first(sql, mapper, parameters);
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
      changed = true;
      return next().update(sql, parameters);
    }

    @Override
    public void afterCommit(Runnable action) {
      actions.add(action);
    }
  }
}
