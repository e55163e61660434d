package io.drover.registry;

/// That a thing is in a group: both by internal id, by name and by the contract's id.
public record Membership(
    long groupId,
    ThingGroupName group,
    String groupUuid,
    long thingId,
    ThingName thing,
    String thingUuid) {

  static Membership of(GroupOfThing group, Member thing) {
    return new Membership(
        group.id(), group.name(), group.uuid(), thing.id(), thing.name(), thing.uuid());
  }
}
