package io.drover.fleetindex.aggregation;

import java.util.List;

/// The most frequent values, from the most frequent down; equal ones in the order of their values.
///
/// @param total how many documents the query finds, whether they have a value or not
public record Buckets(int total, List<Bucket> buckets) {
  public Buckets {
    buckets = List.copyOf(buckets);
  }

  public record Bucket(String value, int count) {}
}
