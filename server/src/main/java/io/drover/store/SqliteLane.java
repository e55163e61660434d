package io.drover.store;

import java.sql.Connection;

/// The writing connection of a SQLite file.
final class SqliteLane implements Lane {
  private final Session session;
  private boolean mayBeOpen;

  SqliteLane(Connection connection) {
    session = new Session(connection, Dialect.SQLITE);
  }

  @Override
  public Session begin() {
    if (mayBeOpen) {
      rollback();
    }
    session.update("BEGIN IMMEDIATE");
    return session;
  }

  @Override
  public void commit() {
    session.update("COMMIT");
  }

  /// Most failures leave no transaction, so that ending one fails as well; only if it was left open
  /// after all, that must be tried again, or no later one could begin.
  @Override
  public void rollback() {
    try {
      session.update("ROLLBACK");
      mayBeOpen = false;
    } catch (StoreException e) {
      mayBeOpen = true;
    }
  }

  @Override
  public boolean survives(Throwable failure) {
    return true;
  }

  /// The file has one writer: there are no others.
  @Override
  public boolean metAnotherChange(RuntimeException failure) {
    return false;
  }

  @Override
  public boolean isOfOneCall(RuntimeException failure) {
    return false;
  }

  @Override
  public void close() {
    session.close();
  }
}
