package io.drover.paging;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One list of the contract: the size of its pages when the caller names none, and the mark that
/// its tokens carry, so that a token of another list is refused.
///
/// A store reads [PageRequest#rows] rows after the request's key, in the order of the key, and
/// hands them to [#page].
public record Listing(String name, int defaultSize, int most) {
  private static final int MOST = 250;

  /// A list with pages of at most 250 items.
  public Listing(String name, int defaultSize) {
    this(name, defaultSize, MOST);
  }

  /// Refuses a size outside 1 to `most`, and a token that this list has not made.
  public PageRequest request(@Nullable String token, @Nullable Integer size) {
    if (size != null && (size < 1 || size > most)) {
      throw new InvalidRequest("A page holds 1 to " + most + " items, not " + size + ".")
          .toException();
    }
    List<String> key = token == null ? List.of() : PageToken.decode(name, token);
    return new PageRequest(key, size == null ? defaultSize : size);
  }

  /// The page of rows that were read for the request: the row too many is left for the next page.
  public <T> Page<T> page(List<T> rows, PageRequest request, Function<T, List<String>> key) {
    if (rows.size() <= request.size()) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, request.size());
    return new Page<>(items, token(key.apply(items.getLast())));
  }

  /// The token of the page that starts after this key; for lists that look at a bounded number of
  /// rows and may answer fewer items than were asked for, although more follow.
  public String token(List<String> key) {
    return PageToken.encode(name, key);
  }
}
