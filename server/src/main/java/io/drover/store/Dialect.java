package io.drover.store;

/// What the two databases truly spell differently. Everything else is written once, in the SQL that
/// both understand.
public enum Dialect {
  SQLITE("INTEGER PRIMARY KEY AUTOINCREMENT", "TEXT", "BLOB", "WITHOUT ROWID", "0", "1"),
  POSTGRES(
      "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
      "TEXT COLLATE \"C\"",
      "BYTEA",
      "",
      "(pg_current_xact_id()::text::bigint)",
      "pg_snapshot_xmin(pg_current_snapshot())::text::bigint");

  private final String id;
  private final String text;
  private final String bytes;
  private final String clustered;
  private final String transaction;
  private final String settled;

  Dialect(
      String id, String text, String bytes, String clustered, String transaction, String settled) {
    this.id = id;
    this.text = text;
    this.bytes = bytes;
    this.clustered = clustered;
    this.transaction = transaction;
    this.settled = settled;
  }

  /// Replaces in a migration: `${id}` (the type of a generated key, never given twice, so that what
  /// outlives a row cannot come to mean a later one), `${text}` (text that is compared and ordered
  /// by its code points, as ranges and pages of names need), `${bytes}` and `${clustered}` (after a
  /// table: rows are kept in the order of their primary key), `${transaction}` (the number of the
  /// current transaction) and `${settled}` (all transactions with smaller numbers have ended). On
  /// SQLite transactions come one after the other, and need no numbers.
  String spell(String sql) {
    return sql.replace("${id}", id)
        .replace("${text}", text)
        .replace("${bytes}", bytes)
        .replace("${clustered}", clustered)
        .replace("${transaction}", transaction)
        .replace("${settled}", settled);
  }

  /// How a statement is given to the database. SQLite looks at the value that is bound to a bare
  /// `LIMIT ?` when it plans, and so plans anew whenever one is bound, which takes longer than most
  /// statements do. At one in an expression it does not look.
  String prepared(String sql) {
    return switch (this) {
      case SQLITE -> sql.replace("LIMIT ?", "LIMIT CAST(? AS INTEGER)");
      case POSTGRES -> sql;
    };
  }
}
