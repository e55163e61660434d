package io.drover.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The writing connection to PostgreSQL, opened again after it was lost. Its transactions are
/// serializable: other processes change the same database.
final class PostgresLane implements Lane {
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK = "40P01";

  /// Two that insert the same key at once: the second sees the first's row when it runs again.
  private static final String UNIQUE_VIOLATION = "23505";

  private static final Set<String> MET_ANOTHER_CHANGE =
      Set.of(SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION);

  /// Classes of states in which the connection, or the server behind it, is gone: what became of
  /// the transaction is not known.
  private static final Set<String> GONE = Set.of("08", "57");

  private final Connections connections;
  private @Nullable Session session;

  /// Where connections come from.
  interface Connections {
    Connection open() throws SQLException;
  }

  PostgresLane(Connections connections) {
    this.connections = connections;
  }

  @Override
  public Session begin() {
    Session open = session;
    if (open == null) {
      open = connect();
      session = open;
    }
    return open; // the first statement begins the transaction
  }

  private Session connect() {
    try {
      Connection connection = connections.open();
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      return new Session(connection, Dialect.POSTGRES);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  @Override
  public void commit() {
    try {
      open().connection().commit();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private Session open() {
    Session open = session;
    if (open == null) {
      throw new IllegalStateException("no transaction has begun");
    }
    return open;
  }

  @Override
  public void rollback() {
    Session open = session;
    if (open == null) {
      return;
    }
    try {
      open.connection().rollback();
    } catch (SQLException e) {
      close();
    }
  }

  /// A statement that fails takes its whole transaction with it.
  @Override
  public boolean survives(Throwable failure) {
    return !(failure instanceof StoreException);
  }

  @Override
  public boolean metAnotherChange(RuntimeException failure) {
    return MET_ANOTHER_CHANGE.contains(state(failure));
  }

  @Override
  public boolean isOfOneCall(RuntimeException failure) {
    String state = state(failure);
    return state.length() == 5 && !GONE.contains(state.substring(0, 2));
  }

  private static String state(RuntimeException failure) {
    return failure instanceof StoreException
            && failure.getCause() instanceof SQLException cause
            && cause.getSQLState() != null
        ? cause.getSQLState()
        : "";
  }

  @Override
  public void close() {
    Session open = session;
    session = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (StoreException e) {
      // it was lost before
    }
  }
}
