package io.drover.gateway.events;

import io.drover.arn.Arns;
import io.drover.events.EventType;
import io.drover.registry.DescribedThingGroup;
import io.drover.registry.DescribedThingGroup.Ancestor;
import io.drover.registry.Membership;
import io.drover.registry.ThingGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events of groups, of their hierarchies and of their members.
public final class ThingGroupEvents {
  private final EventPublisher publisher;
  private final Arns arns;

  public ThingGroupEvents(EventPublisher publisher, Arns arns) {
    this.publisher = publisher;
    this.arns = arns;
  }

  void group(DescribedThingGroup described, EventOperation operation) {
    publisher.publish(
        EventType.THING_GROUP,
        "thingGroup/" + described.group().name(),
        operation,
        payload -> describe(payload, described));
  }

  private void describe(ObjectNode payload, DescribedThingGroup described) {
    ThingGroup group = described.group();
    Optional<Ancestor> parent = parent(described);
    payload.put("accountId", arns.account());
    payload.put("thingGroupId", group.uuid());
    payload.put("thingGroupName", group.name().value());
    payload.put("versionNumber", group.version());
    payload.put("parentGroupName", parent.map(above -> above.name().value()).orElse(null));
    payload.put("parentGroupId", parent.map(Ancestor::uuid).orElse(null));
    payload.put("description", group.properties().description().orElse(null));
    ArrayNode way = payload.putArray("rootToParentThingGroups");
    for (Ancestor ancestor : described.ancestors()) {
      way.addObject()
          .put("groupArn", arns.of("thinggroup", ancestor.name().value()))
          .put("groupId", ancestor.uuid());
    }
    ObjectNode attributes = payload.putObject("attributes");
    group.properties().attributes().values().forEach(attributes::put);
    payload.put("dynamicGroupMappingId", group.isDynamic() ? group.uuid() : null);
  }

  /// Tells nothing of a root.
  void hierarchy(DescribedThingGroup described, EventOperation operation) {
    parent(described).ifPresent(parent -> hierarchy(parent, described.group(), operation));
  }

  private void hierarchy(Ancestor parent, ThingGroup child, EventOperation operation) {
    publisher.publish(
        EventType.THING_GROUP_HIERARCHY,
        "thingGroupHierarchy/thingGroup/" + parent.name() + "/childThingGroup/" + child.name(),
        operation,
        payload -> {
          payload.put("accountId", arns.account());
          payload.put("thingGroupId", parent.uuid());
          payload.put("thingGroupName", parent.name().value());
          payload.put("childGroupId", child.uuid());
          payload.put("childGroupName", child.name().value());
        });
  }

  void membership(Membership membership, EventOperation operation) {
    publisher.publish(
        EventType.THING_GROUP_MEMBERSHIP,
        "thingGroupMembership/thingGroup/" + membership.group() + "/thing/" + membership.thing(),
        operation,
        payload -> {
          payload.put("accountId", arns.account());
          payload.put("groupArn", arns.of("thinggroup", membership.group().value()));
          payload.put("groupId", membership.groupUuid());
          payload.put("thingArn", arns.of("thing", membership.thing().value()));
          payload.put("thingId", membership.thingUuid());
          payload.put("membershipId", membershipId(membership));
        });
  }

  /// Made of both ids, so that it is the same when the thing comes and when it leaves.
  private static String membershipId(Membership membership) {
    String ids = membership.groupUuid() + "/" + membership.thingUuid();
    return UUID.nameUUIDFromBytes(ids.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Optional<Ancestor> parent(DescribedThingGroup described) {
    List<Ancestor> ancestors = described.ancestors();
    return ancestors.isEmpty() ? Optional.empty() : Optional.of(ancestors.getLast());
  }
}
