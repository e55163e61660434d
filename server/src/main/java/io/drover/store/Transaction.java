package io.drover.store;

import org.jspecify.annotations.Nullable;

/// A change in the making: all of it is kept, durably, or none.
public interface Transaction extends Reading {

  /// Runs an `INSERT`, `UPDATE` or `DELETE` and answers how many rows it touched.
  int update(String sql, @Nullable Object... parameters);

  /// Runs an `INSERT` into a table with a generated `id` column and answers the new row's id. The
  /// statement must end in `RETURNING id`.
  default long insert(String sql, @Nullable Object... parameters) {
    return first(sql, row -> row.number(1), parameters)
        .orElseThrow(() -> new IllegalStateException("the statement inserted nothing: " + sql));
  }

  /// Runs `action` once this transaction is durable, after the actions of those committed before
  /// it, on a thread that all share: it must be quick. Never run when the transaction fails.
  void afterCommit(Runnable action);
}
