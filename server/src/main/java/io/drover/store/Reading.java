package io.drover.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A consistent view of the state. Parameters may be `String`, `Long`, `Integer`, `Boolean`,
/// `Double`, [java.time.Instant], `byte[]` or null. The text of a statement must be a constant:
/// each one is prepared once per connection and kept.
public interface Reading {

  /// All rows of the result; the statement must bound their number.
  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

  /// The first row, if there is one.
  <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

  default boolean exists(String sql, @Nullable Object... parameters) {
    return first(sql, _ -> true, parameters).isPresent();
  }
}
