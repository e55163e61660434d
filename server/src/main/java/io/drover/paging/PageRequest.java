package io.drover.paging;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;

/// The page of at most `size` items after a key; an empty key stands for the first page. Made by
/// [Listing#request].
public record PageRequest(List<String> key, int size) {
  public PageRequest {
    key = List.copyOf(key);
  }

  /// How many rows to read: the one too many shows that another page follows.
  public int rows() {
    return size + 1;
  }

  /// A part of the key after which the page starts, or `first` on the first page.
  public String after(int part, String first) {
    return key.isEmpty() ? first : part(part);
  }

  /// As [#after(int, String)], for a part that is a number.
  public long after(int part, long first) {
    if (key.isEmpty()) {
      return first;
    }
    try {
      return Long.parseLong(part(part));
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  private String part(int part) {
    if (part >= key.size()) {
      throw invalid();
    }
    return key.get(part);
  }

  static RuntimeException invalid() {
    return new InvalidRequest("The token is not one that this list has answered.").toException();
  }
}
