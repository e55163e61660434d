package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.BillingGroupName;
import io.drover.registry.Thing;
import io.drover.registry.ThingName;
import io.drover.registry.ThingTypeName;
import io.drover.registry.Things;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public record DescribeThing(Things things, Arns arns)
    implements Operation<DescribeThing.Request, DescribeThing.Response> {

  public record Request(String thingName) {}

  public record Response(
      String defaultClientId,
      String thingName,
      String thingId,
      String thingArn,
      @Nullable String thingTypeName,
      Map<String, String> attributes,
      long version,
      @Nullable String billingGroupName) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("thing", request.thingName());
    caller.require("iot:DescribeThing", arn);
    Thing thing = things.describe(new ThingName(request.thingName()));
    return new Response(
        request.thingName(),
        request.thingName(),
        thing.uuid(),
        arn,
        thing.type().map(ThingTypeName::value).orElse(null),
        thing.attributes().values(),
        thing.version(),
        thing.billingGroup().map(BillingGroupName::value).orElse(null));
  }
}
