package io.drover.store;

/// Makes a value of the row that it is shown; must not keep the row.
@FunctionalInterface
public interface RowMapper<T> {
  T map(Row row);
}
