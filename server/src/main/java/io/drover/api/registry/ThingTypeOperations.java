package io.drover.api.registry;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.ThingTypes;
import java.time.InstantSource;
import java.util.List;

/// The operations on thing types, over the feature that they call.
public record ThingTypeOperations(ThingTypes types, Arns arns, InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return List.of(
        new CreateThingType(types, arns, clock),
        new DescribeThingType(types, arns),
        new UpdateThingType(types, arns),
        new DeprecateThingType(types, arns, clock),
        new DeleteThingType(types, arns, clock),
        new ListThingTypes(types, arns));
  }
}
