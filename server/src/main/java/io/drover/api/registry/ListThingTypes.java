package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.registry.ThingType;
import io.drover.registry.ThingTypeName;
import io.drover.registry.ThingTypes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record ListThingTypes(ThingTypes types, Arns arns)
    implements Operation<ListThingTypes.Request, ListThingTypes.Response> {

  public record Request(
      @Nullable String nextToken, @Nullable Integer maxResults, @Nullable String thingTypeName) {}

  public record Response(List<ThingTypeDefinition> thingTypes, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListThingTypes", "*");
    Page<ThingTypeDefinition> page =
        types
            .list(
                Optional.ofNullable(request.thingTypeName()).map(ThingTypeName::new),
                request.nextToken(),
                request.maxResults())
            .map(this::definition);
    return new Response(page.items(), page.nextToken());
  }

  public record ThingTypeDefinition(
      String thingTypeName,
      String thingTypeArn,
      ThingTypeProperties thingTypeProperties,
      ThingTypeMetadata thingTypeMetadata) {}

  private ThingTypeDefinition definition(ThingType type) {
    String name = type.name().value();
    return new ThingTypeDefinition(
        name,
        arns.of("thingtype", name),
        ThingTypeProperties.of(type.properties()),
        ThingTypeMetadata.of(type));
  }
}
