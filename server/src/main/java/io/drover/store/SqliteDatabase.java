package io.drover.store;

import io.drover.rejection.Rejection.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/// The embedded store: one file in WAL mode with full sync. Writes are queued for the one [Writer];
/// reads use connections of their own and see the last commit.
final class SqliteDatabase implements Database {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int READERS = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final AfterCommit afterCommit = new AfterCommit();
  private final Writer writer;
  private final List<Session> allReaders = new ArrayList<>();
  private final BlockingQueue<Session> readers = new ArrayBlockingQueue<>(READERS);

  private SqliteDatabase(Path file) throws SQLException {
    writer = new Writer(new SqliteLane(connect(file, false)), afterCommit);
    for (int i = 0; i < READERS; i++) {
      allReaders.add(new Session(connect(file, true), Dialect.SQLITE));
    }
    readers.addAll(allReaders);
  }

  static SqliteDatabase open(Path file) {
    try {
      if (Files.notExists(file)) {
        Files.createFile(file, OWNER_ONLY); // the files beside it get the same permissions
      }
      return new SqliteDatabase(file);
    } catch (SQLException | IOException e) {
      throw new StoreException("cannot open " + file, e);
    }
  }

  private static Connection connect(Path file, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    // Each connection is used by one thread at a time: SQLite need not see to that at every call.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setTransactionMode(TransactionMode.DEFERRED);
    config.setBusyTimeout(5_000);
    // Statements tell new ids by RETURNING; else every insert would be followed by a question.
    config.setGetGeneratedKeys(false);
    // In KiB when negative. The writer's share holds the upper levels of every hot index of a
    // million things.
    config.setCacheSize(readOnly ? -8_192 : -65_536);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA temp_store = MEMORY");
      statement.execute("PRAGMA wal_autocheckpoint = 8000");
      if (readOnly) {
        statement.execute("PRAGMA query_only = TRUE");
      }
    }
    beginNothingByItself(connection);
    return connection;
  }

  /// Transactions are begun and ended by statements of ours. A driver that took each statement for
  /// one of its own would try to begin and commit another after every change.
  private static void beginNothingByItself(Connection connection) throws SQLException {
    connection.unwrap(SQLiteConnection.class).getConnectionConfig().setAutoCommit(false);
  }

  @Override
  public <T extends @Nullable Object> T write(Function<? super Transaction, T> work) {
    return writer.write(work);
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super Reading, T> work) {
    Session reader = borrow();
    try {
      reader.update("BEGIN");
      try {
        return work.apply(reader);
      } finally {
        reader.update("COMMIT");
      }
    } finally {
      readers.add(reader);
    }
  }

  /// Writes run one after the other: each has seen all that were committed before it began.
  @Override
  public void awaitEarlierWrites() {}

  private Session borrow() {
    try {
      Session reader = readers.poll(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
      if (reader == null) {
        throw new Unavailable("The store is busy; try again.").toException();
      }
      return reader;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The server is stopping.").toException();
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public void close() {
    writer.close();
    afterCommit.close();
    allReaders.forEach(Session::close);
  }
}
