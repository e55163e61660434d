package io.drover.gateway.session;

import io.drover.store.Transaction;

/// The table of the servers that share a store.
final class ServerNumbers {

  /// The number of the server of this name, the same each time: from 0, given in turn.
  long of(Transaction tx, String name) {
    return tx.first("SELECT number FROM session_server WHERE name = ?", row -> row.number(1), name)
        .orElseGet(() -> given(tx, name));
  }

  private static long given(Transaction tx, String name) {
    long next = tx.first("SELECT COUNT(*) FROM session_server", row -> row.number(1)).orElseThrow();
    tx.update("INSERT INTO session_server (name, number) VALUES (?, ?)", name, next);
    return next;
  }
}
