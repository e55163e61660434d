package io.drover.store;

/// What the two databases truly spell differently. Everything else is written once, in the SQL that
/// both understand.
public enum Dialect {
  SQLITE("INTEGER PRIMARY KEY AUTOINCREMENT", "TEXT", "BLOB", "WITHOUT ROWID"),
  POSTGRES("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "TEXT COLLATE \"C\"", "BYTEA", "");

  private final String id;
  private final String text;
  private final String bytes;
  private final String clustered;

  Dialect(String id, String text, String bytes, String clustered) {
    this.id = id;
    this.text = text;
    this.bytes = bytes;
    this.clustered = clustered;
  }

  /// Replaces in a migration: `${id}` (the type of a generated key, never given twice, so that what
  /// outlives a row cannot come to mean a later one), `${text}` (text that is compared and ordered
  /// by its code points, as ranges and pages of names need), `${bytes}` and `${clustered}` (after a
  /// table: rows are kept in the order of their primary key).
  String spell(String sql) {
    return sql.replace("${id}", id)
        .replace("${text}", text)
        .replace("${bytes}", bytes)
        .replace("${clustered}", clustered);
  }
}
