package io.drover.registry;

import io.drover.changes.Change;
import io.drover.changes.ThingChange;
import io.drover.changes.ThingGroupChange;
import java.util.Optional;

/// What changed in the registry, whole enough to be told without reading it again.
public sealed interface RegistryChange extends Change {

  /// A thing came, changed or went.
  sealed interface OfThing extends RegistryChange, ThingChange {
    /// What it is since, or was until it went.
    Thing state();

    default long thingId() {
      return state().id();
    }

    default ThingName thing() {
      return state().name();
    }

    @Override
    default String thingName() {
      return thing().value();
    }
  }

  record ThingCreated(Thing state) implements OfThing {}

  record ThingUpdated(Thing before, Thing state) implements OfThing {}

  /// The thing is gone; what others keep under its id can never be asked for again.
  record ThingDeleted(Thing state) implements OfThing {}

  /// A type of things came, changed or went.
  sealed interface OfThingType extends RegistryChange {
    /// What it is since, or was until it went.
    ThingType state();
  }

  record ThingTypeCreated(ThingType state) implements OfThingType {}

  record ThingTypeUpdated(ThingType state) implements OfThingType {}

  record ThingTypeDeleted(ThingType state) implements OfThingType {}

  /// A group came, changed or went.
  sealed interface OfThingGroup extends RegistryChange, ThingGroupChange {
    /// What it is since, or was until it went.
    DescribedThingGroup state();

    default long groupId() {
      return state().group().id();
    }

    default ThingGroupName group() {
      return state().group().name();
    }

    @Override
    default String thingGroupName() {
      return group().value();
    }
  }

  record ThingGroupCreated(DescribedThingGroup state) implements OfThingGroup {}

  record ThingGroupUpdated(DescribedThingGroup state) implements OfThingGroup {}

  /// The group is gone, and with it all its memberships, of which none is announced.
  record ThingGroupDeleted(DescribedThingGroup state) implements OfThingGroup {}

  /// A thing came into a group or left it.
  sealed interface OfMembership extends RegistryChange, ThingChange {
    Membership membership();

    default long groupId() {
      return membership().groupId();
    }

    default ThingGroupName group() {
      return membership().group();
    }

    default long thingId() {
      return membership().thingId();
    }

    default ThingName thing() {
      return membership().thing();
    }

    @Override
    default String thingName() {
      return thing().value();
    }
  }

  record ThingGroupMemberAdded(Membership membership) implements OfMembership {}

  record ThingGroupMemberRemoved(Membership membership) implements OfMembership {}

  /// The thing is since in this billing group, or in none.
  record ThingBilled(long thingId, ThingName thing, Optional<BillingGroupName> billingGroup)
      implements RegistryChange, ThingChange {
    @Override
    public String thingName() {
      return thing.value();
    }
  }

  record ThingPrincipalAttached(long thingId, ThingName thing, String principalArn)
      implements RegistryChange {}

  record ThingPrincipalDetached(long thingId, ThingName thing, String principalArn)
      implements RegistryChange {}
}
