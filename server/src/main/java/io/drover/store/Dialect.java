package io.drover.store;

/// What the two databases truly spell differently. Everything else is written once, in the SQL that
/// both understand.
public enum Dialect {
  SQLITE("INTEGER PRIMARY KEY AUTOINCREMENT", "BLOB", "WITHOUT ROWID"),
  POSTGRES("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BYTEA", "");

  private final String id;
  private final String bytes;
  private final String clustered;

  Dialect(String id, String bytes, String clustered) {
    this.id = id;
    this.bytes = bytes;
    this.clustered = clustered;
  }

  /// Replaces `${id}` (the type of a generated key, which is never used again), `${bytes}` and
  /// `${clustered}` (after a table: rows are kept in the order of their primary key) in a
  /// migration.
  String spell(String sql) {
    return sql.replace("${id}", id).replace("${bytes}", bytes).replace("${clustered}", clustered);
  }
}
