package io.drover.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of a result; columns count from 1, in the order of the `SELECT`.
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /// The text of a column that is never null.
  public String text(int column) {
    String value = optionalText(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }

  public @Nullable String optionalText(int column) {
    try {
      return result.getString(column);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /// The number in a column; 0 when it is null.
  public long number(int column) {
    try {
      return result.getLong(column);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  public @Nullable Long optionalNumber(int column) {
    try {
      long value = result.getLong(column);
      return result.wasNull() ? null : value;
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /// Flags are stored as 0 and 1.
  public boolean flag(int column) {
    return number(column) != 0;
  }

  /// Times are stored in milliseconds of the epoch.
  public Instant instant(int column) {
    return Instant.ofEpochMilli(number(column));
  }

  public @Nullable Instant optionalInstant(int column) {
    Long millis = optionalNumber(column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  public byte[] bytes(int column) {
    try {
      return result.getBytes(column);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }
}
