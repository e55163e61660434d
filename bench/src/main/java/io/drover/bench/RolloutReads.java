package io.drover.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What an operator looks at while a job is rolled out.
final class RolloutReads {
  static final double MOST_MEDIAN_MILLIS = 50;

  private static final long BETWEEN_NANOS = 2_000_000;
  private static final int MOST_SAMPLES = 1_000_000;

  private final SignedApi api;
  private final String thing;
  private final List<String> names =
      List.of("DescribeJob", "ListJobExecutionsForJob", "DescribeThing", "ListJobs");
  private final List<Samples> samples = names.stream().map(_ -> new Samples(MOST_SAMPLES)).toList();

  RolloutReads(SignedApi api, String thing) {
    this.api = api;
    this.thing = thing;
  }

  record Figures(String call, Percentiles millis) {}

  /// Asks for one after the other, over and over.
  void read(String job, BooleanSupplier ended) {
    List<String> paths =
        List.of("/jobs/" + job, "/jobs/" + job + "/things", "/things/" + thing, "/jobs");
    for (int i = 0; !ended.getAsBoolean(); i = (i + 1) % paths.size()) {
      long began = System.nanoTime();
      api.send("GET", paths.get(i), "");
      samples.get(i).add(System.nanoTime() - began);
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  List<Figures> figures() {
    List<Figures> figures = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      figures.add(new Figures(names.get(i), samples.get(i).millis()));
    }
    return figures;
  }
}
