package io.drover.api.registry;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.DynamicGroups;
import io.drover.registry.DynamicThingGroups;
import java.time.InstantSource;
import java.util.List;

/// All operations of dynamic thing groups, over the features that they call.
public record DynamicGroupOperations(
    DynamicGroups indexed, DynamicThingGroups groups, Arns arns, InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return List.of(
        new CreateDynamicThingGroup(indexed, arns, clock),
        new UpdateDynamicThingGroup(indexed, arns),
        new DeleteDynamicThingGroup(groups, arns));
  }
}
