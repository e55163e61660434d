package io.drover.fleetindex.aggregation;

import io.drover.fleetindex.aggregation.Buckets.Bucket;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/// Keeps the most frequent of values that are offered in their order, each once. Of equally
/// frequent ones the earlier is kept.
final class MostFrequent {
  /// @param order how many values were offered before
  private record Ranked(Bucket bucket, int order) {}

  private static final Comparator<Ranked> BEST_LAST =
      Comparator.<Ranked>comparingInt(ranked -> ranked.bucket().count())
          .thenComparing(Comparator.comparingInt(Ranked::order).reversed());

  private final int most;
  private final PriorityQueue<Ranked> worstFirst = new PriorityQueue<>(BEST_LAST);
  private int offered;

  MostFrequent(int most) {
    this.most = most;
  }

  /// `value` is asked for only when it is kept.
  void offer(int count, Supplier<String> value) {
    offered++;
    if (worstFirst.size() == most) {
      Ranked worst = worstFirst.element();
      if (worst.bucket().count() >= count) {
        return;
      }
      worstFirst.remove();
    }
    worstFirst.add(new Ranked(new Bucket(value.get(), count), offered));
  }

  List<Bucket> descending() {
    return worstFirst.stream().sorted(BEST_LAST.reversed()).map(Ranked::bucket).toList();
  }
}
