package io.drover.registry;

import io.drover.changes.Change;
import io.drover.changes.ThingChange;

/// What changed in the registry, by name and by internal id.
public sealed interface RegistryChange extends Change {

  /// What changes a thing as the fleet index sees it.
  sealed interface OfThing extends RegistryChange, ThingChange {
    ThingName thing();

    @Override
    default String thingName() {
      return thing().value();
    }
  }

  record ThingCreated(long thingId, ThingName thing) implements OfThing {}

  record ThingUpdated(long thingId, ThingName thing, long version) implements OfThing {}

  /// The thing is gone; what others keep under its id can never be asked for again.
  record ThingDeleted(long thingId, ThingName thing) implements OfThing {}

  record ThingGroupCreated(long groupId, ThingGroupName group) implements RegistryChange {}

  record ThingGroupUpdated(long groupId, ThingGroupName group, long version)
      implements RegistryChange {}

  /// The group is gone, and with it all its memberships, of which none is announced.
  record ThingGroupDeleted(long groupId, ThingGroupName group) implements RegistryChange {}

  record ThingGroupMemberAdded(long groupId, ThingGroupName group, long thingId, ThingName thing)
      implements OfThing {}

  record ThingGroupMemberRemoved(long groupId, ThingGroupName group, long thingId, ThingName thing)
      implements OfThing {}

  record ThingPrincipalAttached(long thingId, ThingName thing, String principalArn)
      implements RegistryChange {}

  record ThingPrincipalDetached(long thingId, ThingName thing, String principalArn)
      implements RegistryChange {}
}
