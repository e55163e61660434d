package io.drover.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drover.rejection.Rejection.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The store for more than one machine's worth of state. Every write is a serializable transaction,
/// so that work which is right on the embedded store, where writes run one after the other, is
/// right here as well; those that met each other's changes are run again.
final class PostgresDatabase implements Database {
  private static final int CONNECTIONS = 16;
  private static final int MOST_TRIES = 12;

  /// How long a statement may take before its connection is given up, unless the URL says another.
  private static final String SECONDS_OF_SILENCE = "60";

  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK = "40P01";

  /// Two that insert the same key at once: the second sees the first's row when it runs again.
  private static final String UNIQUE_VIOLATION = "23505";

  private final HikariDataSource pool;
  private final AfterCommit afterCommit = new AfterCommit();
  private final CommitOrder order = new CommitOrder(afterCommit);

  private PostgresDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  static PostgresDatabase open(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setConnectionTimeout(10_000);
    config.setPoolName("store");
    config.addDataSourceProperty("socketTimeout", SECONDS_OF_SILENCE);
    try {
      return new PostgresDatabase(new HikariDataSource(config));
    } catch (RuntimeException e) {
      throw new StoreException("cannot reach the database of store.url: " + e.getMessage(), e);
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Function<? super Transaction, T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt(work);
      } catch (StoreException e) {
        if (tries == MOST_TRIES || !metAnotherChange(e)) {
          throw e;
        }
        pause(tries);
      }
    }
  }

  private <T extends @Nullable Object> T attempt(Function<? super Transaction, T> work) {
    CommitOrder.@Nullable Turn turn = null;
    List<Runnable> following = List.of();
    try (Connection connection = connect(Connection.TRANSACTION_SERIALIZABLE, false)) {
      PostgresTransaction transaction = new PostgresTransaction(new Session(connection));
      try {
        T value = work.apply(transaction);
        turn = order.take();
        connection.commit();
        following = transaction.actions;
        return value;
      } catch (RuntimeException | SQLException | Error e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    } finally {
      if (turn != null) {
        order.end(turn, following);
      }
    }
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super Reading, T> work) {
    try (Connection connection = connect(Connection.TRANSACTION_REPEATABLE_READ, true)) {
      try {
        return work.apply(new Session(connection));
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /// A deferrable transaction begins when its snapshot cannot be part of an anomaly: when all
  /// serializable transactions that were running have ended.
  @Override
  public void awaitEarlierWrites() {
    try (Connection connection = connect(Connection.TRANSACTION_SERIALIZABLE, true);
        Statement statement = connection.createStatement()) {
      try {
        statement.execute("SET TRANSACTION DEFERRABLE");
        statement.execute("SELECT 1");
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private Connection connect(int isolation, boolean readOnly) throws SQLException {
    Connection connection = pool.getConnection();
    if (connection.getTransactionIsolation() != isolation) {
      connection.setTransactionIsolation(isolation);
    }
    if (connection.isReadOnly() != readOnly) {
      connection.setReadOnly(readOnly);
    }
    return connection;
  }

  private static boolean metAnotherChange(StoreException e) {
    return e.getCause() instanceof SQLException cause
        && (SERIALIZATION_FAILURE.equals(cause.getSQLState())
            || DEADLOCK.equals(cause.getSQLState())
            || UNIQUE_VIOLATION.equals(cause.getSQLState()));
  }

  private static void pause(int tries) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1L << Math.min(tries, 6)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The server is stopping.").toException();
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public void close() {
    afterCommit.close();
    pool.close();
  }

  private static final class PostgresTransaction implements Transaction {
    private final Session session;
    private final List<Runnable> actions = new ArrayList<>(2);

    PostgresTransaction(Session session) {
      this.session = session;
    }

    @Override
    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
      return session.list(sql, mapper, parameters);
    }

    @Override
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
      return session.first(sql, mapper, parameters);
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
      return session.update(sql, parameters);
    }

    @Override
    public void afterCommit(Runnable action) {
      actions.add(action);
    }
  }
}
