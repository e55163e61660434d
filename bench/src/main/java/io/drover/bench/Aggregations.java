package io.drover.bench;

import io.drover.bench.SignedApi.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks each aggregation over the whole fleet and over a part of it.
final class Aggregations {
  private static final String BATTERY = "shadow.reported.stats.battery";
  private static final String VERSION = "shadow.reported.ver";
  private static final Map<String, String> QUERIES =
      Map.of("all things", "*", "a fiftieth", VERSION + ":" + Population.version(1));

  private final SearchApi api;
  private final int repeats;

  Aggregations(SearchApi api, int repeats) {
    this.api = api;
    this.repeats = repeats;
  }

  /// @param served false when the server does not have the operation
  record Figures(String kind, boolean served, Percentiles millis) {}

  List<Figures> measure() {
    List<Figures> figures = new ArrayList<>();
    QUERIES.forEach(
        (part, query) -> {
          figures.add(measure("statistics, " + part, "statistics", query, BATTERY, ""));
          figures.add(measure("cardinality, " + part, "cardinality", query, VERSION, ""));
          figures.add(measure("percentiles, " + part, "percentiles", query, BATTERY, ""));
          figures.add(
              measure(
                  "buckets, " + part,
                  "buckets",
                  query,
                  VERSION,
                  ",\"bucketsAggregationType\":{\"termsAggregation\":{\"maxBuckets\":10}}"));
        });
    return figures;
  }

  private Figures measure(
      String kind, String operation, String query, String field, String members) {
    String request =
        "{\"queryString\":\"" + query + "\",\"aggregationField\":\"" + field + "\"" + members + "}";
    double[] millis = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      long began = System.nanoTime();
      Reply reply = api.aggregate(operation, request);
      millis[i] = (System.nanoTime() - began) / 1e6;
      if (reply.isMissing()) {
        return new Figures(kind, false, Percentiles.of(new double[0]));
      }
      if (!reply.isSuccess()) {
        throw new IllegalStateException(operation + ": " + reply.status() + " " + reply.body());
      }
    }
    return new Figures(kind, true, Percentiles.of(millis));
  }
}
