package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.registry.Thing;
import io.drover.registry.ThingFilter;
import io.drover.registry.ThingTypeName;
import io.drover.registry.Things;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record ListThings(Things things, Arns arns)
    implements Operation<ListThings.Request, ListThings.Response> {

  public record Request(
      @Nullable String nextToken,
      @Nullable Integer maxResults,
      @Nullable String attributeName,
      @Nullable String attributeValue,
      @Nullable String thingTypeName,
      @Nullable Boolean usePrefixAttributeValue) {}

  public record Response(List<ThingAttribute> things, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListThings", "*");
    Page<Thing> page = things.list(filter(request), request.nextToken(), request.maxResults());
    return new Response(page.items().stream().map(this::attribute).toList(), page.nextToken());
  }

  public record ThingAttribute(
      String thingName,
      @Nullable String thingTypeName,
      String thingArn,
      Map<String, String> attributes,
      long version) {}

  private ThingAttribute attribute(Thing thing) {
    String name = thing.name().value();
    return new ThingAttribute(
        name,
        thing.type().map(ThingTypeName::value).orElse(null),
        arns.of("thing", name),
        thing.attributes().values(),
        thing.version());
  }

  private static ThingFilter filter(Request request) {
    return new ThingFilter(
        Optional.ofNullable(request.thingTypeName()).map(ThingTypeName::new),
        Optional.ofNullable(request.attributeName()),
        Optional.ofNullable(request.attributeValue()),
        Boolean.TRUE.equals(request.usePrefixAttributeValue()));
  }
}
