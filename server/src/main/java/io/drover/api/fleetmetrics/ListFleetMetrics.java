package io.drover.api.fleetmetrics;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetmetrics.FleetMetrics;
import io.drover.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListFleetMetrics(FleetMetrics metrics, Arns arns)
    implements Operation<ListFleetMetrics.Request, ListFleetMetrics.Response> {

  public record Request(@Nullable String nextToken, @Nullable Integer maxResults) {}

  public record Response(List<NameAndArn> fleetMetrics, @Nullable String nextToken) {}

  public record NameAndArn(String metricName, String metricArn) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListFleetMetrics", "*");
    Page<NameAndArn> page =
        metrics
            .list(request.nextToken(), request.maxResults())
            .map(name -> new NameAndArn(name.value(), arns.of("fleetmetric", name.value())));
    return new Response(page.items(), page.nextToken());
  }
}
