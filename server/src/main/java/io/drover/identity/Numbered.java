package io.drover.identity;

import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import java.util.List;

/// Something with its place in the order of creation.
record Numbered<T>(long number, T item) {

  /// The page of rows that were read for the request.
  static <T> Page<T> page(Listing listing, List<Numbered<T>> rows, PageRequest request) {
    return listing
        .page(rows, request, row -> List.of(Long.toString(row.number)))
        .map(Numbered::item);
  }
}
