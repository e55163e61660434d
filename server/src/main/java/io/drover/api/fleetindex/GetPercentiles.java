package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.aggregation.Percentile;
import io.drover.fleetindex.aggregation.PercentilesAggregation;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record GetPercentiles(FleetIndex index, Arns arns)
    implements Operation<GetPercentiles.Request, GetPercentiles.Response> {
  private static final List<Double> STANDARD = List.of(1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0);
  private static final int MOST = 100;

  public record Request(
      @Nullable String indexName,
      String queryString,
      @Nullable String aggregationField,
      @Nullable String queryVersion,
      @Nullable List<Double> percents) {}

  public record Response(List<Percentile> percentiles) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String name = Indices.named(caller, "iot:GetPercentiles", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    return new Response(
        index.aggregate(
            name,
            request.queryString(),
            request.aggregationField(),
            new PercentilesAggregation(percents(request.percents()))));
  }

  private static List<Double> percents(@Nullable List<Double> asked) {
    if (asked == null || asked.isEmpty()) {
      return STANDARD;
    }
    if (asked.size() > MOST) {
      throw new InvalidRequest("At most " + MOST + " percents are asked for at a time.")
          .toException();
    }
    return asked;
  }
}
