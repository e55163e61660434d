package io.drover.fleetmetrics;

import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.aggregation.Aggregation;
import io.drover.fleetindex.aggregation.CardinalityAggregation;
import io.drover.fleetindex.aggregation.Percentile;
import io.drover.fleetindex.aggregation.PercentilesAggregation;
import io.drover.fleetindex.aggregation.Statistics;
import io.drover.fleetindex.aggregation.StatisticsAggregation;
import io.drover.rejection.Rejection.InvalidAggregation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Which figures a fleet metric consists of, and how they are computed.
sealed interface Figures {

  /// What the index is asked for.
  Aggregation<?> aggregation();

  /// The newest figures by name. One that does not exist now, as the average of no values, is left
  /// out.
  Map<String, Double> compute(FleetIndex index, String query, String field);

  /// Refuses values that the type does not have.
  static Figures of(AggregationType type) {
    return switch (type.kind()) {
      case STATISTICS -> OfStatistics.of(type.distinctValues());
      case PERCENTILES -> OfPercentiles.of(type.distinctValues());
      case CARDINALITY -> OfCardinality.of(type.distinctValues());
    };
  }

  record OfStatistics(List<Statistic> statistics) implements Figures {

    static OfStatistics of(List<String> values) {
      return new OfStatistics(
          some(values).stream()
              .map(value -> Statistic.of(value).orElseThrow(() -> unknown(value, "Statistics")))
              .toList());
    }

    @Override
    public StatisticsAggregation aggregation() {
      return new StatisticsAggregation();
    }

    @Override
    public Map<String, Double> compute(FleetIndex index, String query, String field) {
      Statistics computed = index.aggregate(FleetIndex.THINGS, query, field, aggregation());
      Map<String, Double> figures = new LinkedHashMap<>();
      for (Statistic statistic : statistics) {
        statistic.in(computed).ifPresent(figure -> figures.put(statistic.spelling(), figure));
      }
      return figures;
    }
  }

  record OfPercentiles(List<Integer> percents) implements Figures {
    private static final Pattern PERCENT = Pattern.compile("0|[1-9][0-9]?|100");

    static OfPercentiles of(List<String> values) {
      return new OfPercentiles(some(values).stream().map(OfPercentiles::percent).toList());
    }

    private static Integer percent(String value) {
      if (!PERCENT.matcher(value).matches()) {
        throw unknown(value, "Percentiles");
      }
      return Integer.valueOf(value);
    }

    @Override
    public PercentilesAggregation aggregation() {
      return new PercentilesAggregation(percents.stream().map(Integer::doubleValue).toList());
    }

    @Override
    public Map<String, Double> compute(FleetIndex index, String query, String field) {
      Map<String, Double> figures = new LinkedHashMap<>();
      for (Percentile percentile :
          index.aggregate(FleetIndex.THINGS, query, field, aggregation())) {
        figures.put("p" + (int) percentile.percent(), percentile.value());
      }
      return figures;
    }
  }

  record OfCardinality() implements Figures {
    private static final String NAME = "cardinality";

    static OfCardinality of(List<String> values) {
      for (String value : values) {
        if (!value.equals(NAME)) {
          throw unknown(value, "Cardinality");
        }
      }
      return new OfCardinality();
    }

    @Override
    public CardinalityAggregation aggregation() {
      return new CardinalityAggregation();
    }

    @Override
    public Map<String, Double> compute(FleetIndex index, String query, String field) {
      return Map.of(
          NAME, index.aggregate(FleetIndex.THINGS, query, field, aggregation()).doubleValue());
    }
  }

  private static List<String> some(List<String> values) {
    if (values.isEmpty()) {
      throw new InvalidAggregation("The aggregation type needs values.").toException();
    }
    return values;
  }

  private static RuntimeException unknown(String value, String type) {
    return new InvalidAggregation(value + " is no value of the aggregation type " + type + ".")
        .toException();
  }
}
