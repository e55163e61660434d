package io.drover.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The store for more than one machine's worth of state. Writes of this process are queued for its
/// one [Writer], as on the embedded store, and its transactions are serializable, so that what
/// other processes change meanwhile makes no difference either. Reads use connections of their own.
final class PostgresDatabase implements Database {
  private static final int READERS = 15;

  /// How long a statement may take before its connection is given up, unless the URL says another.
  private static final String SECONDS_OF_SILENCE = "60";

  private final HikariDataSource readers;
  private final AfterCommit afterCommit = new AfterCommit();
  private final Writer writer;

  private PostgresDatabase(String url, HikariDataSource readers) {
    this.readers = readers;
    this.writer =
        new Writer(
            new PostgresLane(() -> DriverManager.getConnection(url, properties())), afterCommit);
  }

  static PostgresDatabase open(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setReadOnly(true);
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.setConnectionTimeout(10_000);
    config.setPoolName("store");
    config.setDataSourceProperties(properties());
    try {
      return new PostgresDatabase(url, new HikariDataSource(config));
    } catch (RuntimeException e) {
      throw new StoreException("cannot reach the database of store.url: " + e.getMessage(), e);
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("socketTimeout", SECONDS_OF_SILENCE);
    return properties;
  }

  @Override
  public <T extends @Nullable Object> T write(Function<? super Transaction, T> work) {
    return writer.write(work);
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super Reading, T> work) {
    try (Connection connection = readers.getConnection()) {
      try {
        return work.apply(new Session(connection, Dialect.POSTGRES));
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
    try (Connection connection = readers.getConnection();
        Statement statement = connection.createStatement()) {
      try {
        statement.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE");
        statement.execute("SELECT 1");
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public void close() {
    writer.close();
    afterCommit.close();
    readers.close();
  }
}
