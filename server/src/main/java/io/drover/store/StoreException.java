package io.drover.store;

import java.sql.SQLException;

/// The database failed: a bug in a statement, or a fault of the disk or of the network.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super(cause);
  }

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
