package io.drover.gateway.events;

import static io.drover.registry.TestRegistry.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.events.EventConfigurations;
import io.drover.events.EventType;
import io.drover.messaging.Publisher;
import io.drover.registry.AttributeUpdate;
import io.drover.registry.TestRegistry;
import io.drover.registry.Thing;
import io.drover.registry.ThingGroup;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroupUpdate;
import io.drover.registry.ThingName;
import io.drover.registry.ThingType;
import io.drover.registry.ThingTypeName;
import io.drover.registry.ThingUpdate;
import io.drover.store.TestDatabases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What is told on `$aws/events/`, to someone who listens to all of it.
class RegistryEventsTest {
  private static final long MILLIS = NOW.toEpochMilli();

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  private final Listener listener = new Listener();
  private TestRegistry registry;
  private EventConfigurations configurations;

  private record Heard(String topic, JsonNode payload) {}

  private static final class Listener implements Publisher {
    final List<Heard> heard = new CopyOnWriteArrayList<>();
    Predicate<String> interest = topic -> topic.startsWith("$aws/events/");

    @Override
    public void publish(String topic, byte[] payload, int qos) {
      heard.add(new Heard(topic, JsonMapper.shared().readTree(payload)));
    }

    @Override
    public boolean hasSubscriber(String topic) {
      return interest.test(topic);
    }
  }

  @BeforeEach
  void open() {
    registry = new TestRegistry(databases.database());
    configurations = new EventConfigurations(databases.database());
    EventPublisher publisher =
        new EventPublisher(configurations, listener, InstantSource.fixed(NOW));
    new RegistryEvents(
            new ThingEvents(publisher, registry.arns),
            new ThingGroupEvents(publisher, registry.arns))
        .follow(registry.changes);
  }

  private void enable(EventType... types) {
    configurations.update(
        Arrays.stream(types).collect(Collectors.toMap(Function.identity(), _ -> true)), NOW);
  }

  /// What was told of everything that has been committed so far.
  private List<Heard> heard() {
    databases
        .database()
        .change(
            tx ->
                tx.afterCommit(
                    () ->
                        listener.heard.add(
                            new Heard("end", JsonMapper.shared().createObjectNode()))));
    TestRegistry.await(() -> listener.heard.stream().anyMatch(one -> one.topic().equals("end")));
    List<Heard> all = List.copyOf(listener.heard);
    listener.heard.clear();
    return all.subList(0, all.size() - 1);
  }

  private static List<String> topics(List<Heard> heard) {
    return heard.stream().map(one -> one.topic().substring("$aws/events/".length())).toList();
  }

  /// The payload without its id, which is a new one each time.
  private static JsonNode payload(Heard heard) {
    ObjectNode payload = (ObjectNode) heard.payload();
    assertThat(payload.remove("eventId").asString()).hasSize(36);
    return payload;
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static ThingUpdate update(Optional<ThingTypeName> type, boolean remove) {
    return new ThingUpdate(type, remove, AttributeUpdate.NONE, Optional.empty());
  }

  @Test
  void aThingsLifeIsToldInItsOrder() {
    enable(EventType.THING);
    Thing thing = registry.thing("t1", Map.of("a", "1"));
    registry.things.update(new ThingName("t1"), update(Optional.empty(), false));
    registry.delete("t1");
    List<Heard> heard = heard();
    assertThat(topics(heard))
        .containsExactly("thing/t1/created", "thing/t1/updated", "thing/t1/deleted");
    assertThat(heard)
        .extracting(one -> one.payload().path("versionNumber").asInt())
        .containsExactly(1, 2, 2);
    assertThat(payload(heard.getFirst()))
        .isEqualTo(
            json(
                """
                {"eventType":"THING_EVENT","timestamp":%d,"operation":"CREATED",
                 "accountId":"123456789012","thingId":"%s","thingName":"t1","versionNumber":1,
                 "thingTypeName":null,"attributes":{"a":"1"}}"""
                    .formatted(MILLIS, thing.uuid())));
  }

  @Test
  void whatIsNotEnabledOrHasNoListenerIsNotTold() {
    registry.thing("t1");
    enable(EventType.THING_GROUP);
    registry.thing("t2");
    registry.group("g1");
    configurations.update(Map.of(EventType.THING_GROUP, false), NOW);
    registry.group("g2");
    assertThat(topics(heard())).containsExactly("thingGroup/g1/created");
    enable(EventType.THING);
    listener.interest = topic -> topic.endsWith("/deleted");
    registry.thing("t3");
    registry.delete("t3");
    assertThat(topics(heard())).containsExactly("thing/t3/deleted");
  }

  @Test
  void anUpdateThatIsUndoneIsNotTold() {
    enable(EventType.THING);
    registry.thing("t1");
    TestRegistry.refusal(
        io.drover.rejection.Rejection.ResourceNotFound.class,
        () ->
            registry.things.update(
                new ThingName("t1"), update(Optional.of(new ThingTypeName("none")), false)));
    assertThat(topics(heard())).containsExactly("thing/t1/created");
  }

  @Test
  void typesAreToldWithTheirDeprecation() {
    enable(EventType.THING_TYPE);
    ThingType type = registry.type("lamp");
    registry.types.deprecate(type.name(), NOW);
    registry.types.undoDeprecate(type.name());
    registry.types.deprecate(type.name(), NOW);
    registry.types.delete(type.name(), NOW.plus(Duration.ofMinutes(5)));
    List<Heard> heard = heard();
    assertThat(topics(heard))
        .containsExactly(
            "thingType/lamp/created",
            "thingType/lamp/updated",
            "thingType/lamp/updated",
            "thingType/lamp/updated",
            "thingType/lamp/deleted");
    assertThat(payload(heard.get(0)))
        .isEqualTo(
            json(
                """
                {"eventType":"THING_TYPE_EVENT","timestamp":%d,"operation":"CREATED",
                 "accountId":"123456789012","thingTypeId":"%s","thingTypeName":"lamp",
                 "isDeprecated":false,"deprecationDate":null,"searchableAttributes":[],
                 "description":null}"""
                    .formatted(MILLIS, type.uuid())));
    assertThat(heard.get(1).payload().path("isDeprecated").asBoolean()).isTrue();
    assertThat(heard.get(1).payload().path("deprecationDate").asLong()).isEqualTo(MILLIS);
  }

  @Test
  void givingChangingAndTakingATypeIsTold() {
    registry.type("lamp");
    registry.type("fan");
    enable(EventType.THING_TYPE_ASSOCIATION);
    Thing thing = registry.thing("t1", "lamp", Map.of());
    ThingName name = thing.name();
    registry.things.update(name, update(Optional.empty(), false));
    registry.things.update(name, update(Optional.of(new ThingTypeName("fan")), false));
    registry.things.update(name, update(Optional.empty(), true));
    registry.things.update(name, update(Optional.of(new ThingTypeName("fan")), false));
    registry.delete("t1");
    List<Heard> heard = heard();
    assertThat(topics(heard))
        .containsExactly(
            "thingTypeAssociation/thing/t1/thingType/lamp/added",
            "thingTypeAssociation/thing/t1/thingType/lamp/removed",
            "thingTypeAssociation/thing/t1/thingType/fan/added",
            "thingTypeAssociation/thing/t1/thingType/fan/removed",
            "thingTypeAssociation/thing/t1/thingType/fan/added",
            "thingTypeAssociation/thing/t1/thingType/fan/removed");
    assertThat(payload(heard.getFirst()))
        .isEqualTo(
            json(
                """
                {"eventType":"THING_TYPE_ASSOCIATION_EVENT","timestamp":%d,"operation":"ADDED",
                 "thingId":"%s","thingName":"t1","thingTypeName":"lamp"}"""
                    .formatted(MILLIS, thing.uuid())));
  }

  @Test
  void groupsAreToldWithTheWayFromTheirRoot() {
    enable(EventType.THING_GROUP, EventType.THING_GROUP_HIERARCHY);
    ThingGroup root = registry.group("root");
    ThingGroup child = registry.group("child", "root");
    registry.groups.update(
        new ThingGroupName("child"),
        new ThingGroupUpdate(
            Optional.of("low"), new AttributeUpdate(Map.of("a", "1"), true), Optional.empty()));
    registry.deleteGroup("child");
    List<Heard> heard = heard();
    assertThat(topics(heard))
        .containsExactly(
            "thingGroup/root/created",
            "thingGroup/child/created",
            "thingGroupHierarchy/thingGroup/root/childThingGroup/child/added",
            "thingGroup/child/updated",
            "thingGroupHierarchy/thingGroup/root/childThingGroup/child/removed",
            "thingGroup/child/deleted");
    assertThat(payload(heard.get(0)))
        .isEqualTo(
            json(
                """
                {"eventType":"THING_GROUP_EVENT","timestamp":%d,"operation":"CREATED",
                 "accountId":"123456789012","thingGroupId":"%s","thingGroupName":"root",
                 "versionNumber":1,"parentGroupName":null,"parentGroupId":null,
                 "description":null,"rootToParentThingGroups":[],"attributes":{},
                 "dynamicGroupMappingId":null}"""
                    .formatted(MILLIS, root.uuid())));
    assertThat(payload(heard.get(2)))
        .isEqualTo(
            json(
                """
                {"eventType":"THING_GROUP_HIERARCHY_EVENT","timestamp":%d,"operation":"ADDED",
                 "accountId":"123456789012","thingGroupId":"%s","thingGroupName":"root",
                 "childGroupId":"%s","childGroupName":"child"}"""
                    .formatted(MILLIS, root.uuid(), child.uuid())));
    assertThat(payload(heard.get(3)))
        .isEqualTo(
            json(
                """
                {"eventType":"THING_GROUP_EVENT","timestamp":%d,"operation":"UPDATED",
                 "accountId":"123456789012","thingGroupId":"%s","thingGroupName":"child",
                 "versionNumber":2,"parentGroupName":"root","parentGroupId":"%s",
                 "description":"low","rootToParentThingGroups":[
                   {"groupArn":"arn:aws:iot:eu-central-1:123456789012:thinggroup/root",
                    "groupId":"%s"}],
                 "attributes":{"a":"1"},"dynamicGroupMappingId":null}"""
                    .formatted(MILLIS, child.uuid(), root.uuid(), root.uuid())));
  }

  @Test
  void comingIntoAGroupAndLeavingItIsToldWithOneId() {
    enable(EventType.THING_GROUP_MEMBERSHIP);
    Thing thing = registry.thing("t1");
    ThingGroup group = registry.group("g1");
    registry.add("g1", "t1");
    registry.remove("g1", "t1");
    registry.add("g1", "t1");
    registry.delete("t1");
    List<Heard> heard = heard();
    String topic = "thingGroupMembership/thingGroup/g1/thing/t1/";
    assertThat(topics(heard))
        .containsExactly(topic + "added", topic + "removed", topic + "added", topic + "removed");
    String id = heard.get(0).payload().path("membershipId").asString();
    assertThat(heard.get(1).payload().path("membershipId").asString()).isEqualTo(id);
    assertThat(payload(heard.get(0)))
        .isEqualTo(
            json(
                """
                {"eventType":"THING_GROUP_MEMBERSHIP_EVENT","timestamp":%d,"operation":"ADDED",
                 "accountId":"123456789012",
                 "groupArn":"arn:aws:iot:eu-central-1:123456789012:thinggroup/g1","groupId":"%s",
                 "thingArn":"arn:aws:iot:eu-central-1:123456789012:thing/t1","thingId":"%s",
                 "membershipId":"%s"}"""
                    .formatted(MILLIS, group.uuid(), thing.uuid(), id)));
  }
}
