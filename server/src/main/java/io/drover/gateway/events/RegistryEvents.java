package io.drover.gateway.events;

import static io.drover.gateway.events.EventOperation.ADDED;
import static io.drover.gateway.events.EventOperation.CREATED;
import static io.drover.gateway.events.EventOperation.DELETED;
import static io.drover.gateway.events.EventOperation.REMOVED;
import static io.drover.gateway.events.EventOperation.UPDATED;

import io.drover.changes.Changes;
import io.drover.registry.DescribedThingGroup;
import io.drover.registry.RegistryChange;
import io.drover.registry.RegistryChange.ThingCreated;
import io.drover.registry.RegistryChange.ThingDeleted;
import io.drover.registry.RegistryChange.ThingGroupCreated;
import io.drover.registry.RegistryChange.ThingGroupDeleted;
import io.drover.registry.RegistryChange.ThingGroupMemberAdded;
import io.drover.registry.RegistryChange.ThingGroupMemberRemoved;
import io.drover.registry.RegistryChange.ThingGroupUpdated;
import io.drover.registry.RegistryChange.ThingTypeCreated;
import io.drover.registry.RegistryChange.ThingTypeDeleted;
import io.drover.registry.RegistryChange.ThingTypeUpdated;
import io.drover.registry.RegistryChange.ThingUpdated;
import io.drover.registry.Thing;

/// Tells changes of the registry as events, in commit order, on the thread on which changes are
/// followed: everything that an event says is in the change, so that nothing has to be read.
public final class RegistryEvents {
  private final ThingEvents things;
  private final ThingGroupEvents groups;

  public RegistryEvents(ThingEvents things, ThingGroupEvents groups) {
    this.things = things;
    this.groups = groups;
  }

  /// Starts to tell what changes.
  public void follow(Changes changes) {
    changes.follow(RegistryChange.class, this::tell);
  }

  private void tell(RegistryChange change) {
    switch (change) {
      case ThingCreated(Thing thing) -> {
        things.thing(thing, CREATED);
        things.association(thing, thing.type(), ADDED);
      }
      case ThingUpdated(Thing before, Thing thing) -> {
        things.thing(thing, UPDATED);
        if (!before.type().equals(thing.type())) {
          things.association(before, before.type(), REMOVED);
          things.association(thing, thing.type(), ADDED);
        }
      }
      case ThingDeleted(Thing thing) -> {
        things.association(thing, thing.type(), REMOVED);
        things.thing(thing, DELETED);
      }
      case ThingTypeCreated(var type) -> things.type(type, CREATED);
      case ThingTypeUpdated(var type) -> things.type(type, UPDATED);
      case ThingTypeDeleted(var type) -> things.type(type, DELETED);
      case ThingGroupCreated(DescribedThingGroup group) -> {
        groups.group(group, CREATED);
        groups.hierarchy(group, ADDED);
      }
      case ThingGroupUpdated(DescribedThingGroup group) -> groups.group(group, UPDATED);
      case ThingGroupDeleted(DescribedThingGroup group) -> {
        groups.hierarchy(group, REMOVED);
        groups.group(group, DELETED);
      }
      case ThingGroupMemberAdded(var membership) -> groups.membership(membership, ADDED);
      case ThingGroupMemberRemoved(var membership) -> groups.membership(membership, REMOVED);
      case RegistryChange.ThingBilled _,
          RegistryChange.ThingPrincipalAttached _,
          RegistryChange.ThingPrincipalDetached _ -> {}
    }
  }
}
