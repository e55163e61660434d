package io.drover.api.registry;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.ThingGroupMembers;
import io.drover.registry.ThingGroups;
import io.drover.registry.ThingPrincipals;
import io.drover.registry.Things;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// All operations of this package, over the features that they call.
public record RegistryOperations(
    Things things,
    ThingGroups groups,
    ThingGroupMembers members,
    ThingPrincipals principals,
    Arns arns,
    InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return Stream.of(ofThings(), ofGroups(), ofMembers(), ofPrincipals())
        .<Operation<?, ?>>flatMap(List::stream)
        .toList();
  }

  private List<Operation<?, ?>> ofThings() {
    return List.of(
        new CreateThing(things, arns, clock),
        new DescribeThing(things, arns),
        new UpdateThing(things, arns),
        new DeleteThing(things, arns, clock),
        new ListThings(things, arns));
  }

  private List<Operation<?, ?>> ofGroups() {
    return List.of(
        new CreateThingGroup(groups, arns, clock),
        new DescribeThingGroup(groups, arns),
        new UpdateThingGroup(groups, arns),
        new DeleteThingGroup(groups, arns),
        new ListThingGroups(groups, arns));
  }

  private List<Operation<?, ?>> ofMembers() {
    return List.of(
        new AddThingToThingGroup(members, arns, clock),
        new RemoveThingFromThingGroup(members, arns, clock),
        new UpdateThingGroupsForThing(members, arns, clock),
        new ListThingGroupsForThing(members, arns),
        new ListThingsInThingGroup(members, arns));
  }

  private List<Operation<?, ?>> ofPrincipals() {
    return List.of(
        new AttachThingPrincipal(principals, arns),
        new DetachThingPrincipal(principals, arns),
        new ListThingPrincipals(principals, arns),
        new ListThingPrincipalsV2(principals, arns),
        new ListPrincipalThings(principals),
        new ListPrincipalThingsV2(principals));
  }
}
