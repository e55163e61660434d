package io.drover.registry;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.registry.DynamicMembers.Found;
import io.drover.registry.DynamicMembers.Full;
import io.drover.registry.GroupQuery.Status;
import io.drover.registry.RegistryChange.OfMembership;
import io.drover.registry.RegistryChange.ThingGroupMemberAdded;
import io.drover.registry.RegistryChange.ThingGroupMemberRemoved;
import io.drover.registry.ThingGroupMembers.WhenFull;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.store.Database;
import io.drover.tags.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What dynamic groups do in the registry, whichever database keeps them; what their queries find
/// is said by the tests.
interface DynamicThingGroupsStoreContract {
  QueryRules ANY = (_, _, _, _, _) -> {};

  Database database();

  private TestRegistry registry() {
    return new TestRegistry(database());
  }

  private static ThingGroup create(TestRegistry registry, String name, String query) {
    return registry.dynamic.create(asked(name, query), ANY, NOW);
  }

  private static NewDynamicThingGroup asked(String name, String query) {
    return new NewDynamicThingGroup(
        new ThingGroupName(name), Optional.empty(), Map.of(), query, List.of());
  }

  private static long update(TestRegistry registry, String name, @Nullable String query) {
    return registry.dynamic.update(
        new ThingGroupName(name), change(Optional.empty()), Optional.ofNullable(query), ANY);
  }

  private static ThingGroupUpdate change(Optional<Long> expected) {
    return new ThingGroupUpdate(Optional.of("changed"), AttributeUpdate.NONE, expected);
  }

  private static ThingGroup described(TestRegistry registry, String name) {
    return registry.groups.describe(new ThingGroupName(name)).group();
  }

  private static GroupQuery query(TestRegistry registry, String name) {
    return described(registry, name).query().orElseThrow();
  }

  private static DynamicGroup group(TestRegistry registry, String name) {
    return registry.database.read(registry.dynamicMembers::groups).stream()
        .filter(group -> group.name().value().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Full> settle(TestRegistry registry, Thing thing, String... finding) {
    List<DynamicGroup> all = registry.database.read(registry.dynamicMembers::groups);
    Set<Long> ids = new HashSet<>();
    for (String name : finding) {
      ids.add(group(registry, name).id());
    }
    return registry.database.write(
        tx -> registry.dynamicMembers.settle(tx, all, List.of(new Found(thing.id(), ids)), NOW));
  }

  @Test
  default void aGroupIsDescribedWithItsQuery() {
    TestRegistry registry = registry();
    ThingGroup created = create(registry, "d", "thingName:a*");
    assertThat(created.query()).contains(new GroupQuery("thingName:a*", 1, Optional.of(0L)));
    assertThat(described(registry, "d")).isEqualTo(created);
    assertThat(query(registry, "d").status()).isEqualTo(Status.BUILDING);
    assertThat(registry.group("s").query()).isEmpty();
    assertThat(registry.groupsBelow(null, ThingGroupFilter.Depth.ALL)).containsExactly("d", "s");
  }

  @Test
  default void creatingAGroupAgainIsOneGroupOrAConflict() {
    TestRegistry registry = registry();
    ThingGroup created = create(registry, "d", "*");
    assertThat(create(registry, "d", "*")).isEqualTo(created);
    refusal(ResourceAlreadyExists.class, () -> create(registry, "d", "thingName:a"));
    refusal(ResourceAlreadyExists.class, () -> registry.group("d"));
    registry.group("s");
    refusal(ResourceAlreadyExists.class, () -> create(registry, "s", "*"));
  }

  @Test
  default void aQueryThatTheRulesRefuseChangesNothing() {
    TestRegistry registry = registry();
    QueryRules none =
        (_, _, _, _, _) -> {
          throw new InvalidQuery("no").toException();
        };
    refusal(InvalidQuery.class, () -> registry.dynamic.create(asked("d", "*"), none, NOW));
    create(registry, "d", "*");
    refusal(
        InvalidQuery.class,
        () ->
            registry.dynamic.update(
                new ThingGroupName("d"), change(Optional.empty()), Optional.of("a"), none));
    assertThat(described(registry, "d").version()).isEqualTo(1);
  }

  @Test
  default void theRulesAreToldOfOlderAndYoungerGroups() {
    TestRegistry registry = registry();
    create(registry, "old", "*");
    create(registry, "d", "*");
    create(registry, "young", "*");
    List<String> told = new ArrayList<>();
    QueryRules rules =
        (_, name, query, older, younger) ->
            told.add(
                name
                    + query
                    + older.getFirst().name()
                    + younger.size()
                    + younger.getFirst().name());
    registry.dynamic.update(
        new ThingGroupName("d"), change(Optional.empty()), Optional.of("a"), rules);
    assertThat(told).contains("da" + "old" + 1 + "young");
  }

  @Test
  default void anotherQueryHasItsMembersFoundAnew() {
    TestRegistry registry = registry();
    create(registry, "d", "*");
    DynamicGroup first = group(registry, "d");
    build(registry, first, Optional.empty());
    assertThat(query(registry, "d").status()).isEqualTo(Status.ACTIVE);
    assertThat(update(registry, "d", "*")).isEqualTo(2);
    assertThat(update(registry, "d", null)).isEqualTo(3);
    assertThat(query(registry, "d").status()).isEqualTo(Status.ACTIVE);
    assertThat(update(registry, "d", "thingName:a")).isEqualTo(4);
    assertThat(query(registry, "d").status()).isEqualTo(Status.REBUILDING);
    assertThat(query(registry, "d").text()).isEqualTo("thingName:a");
    assertThat(described(registry, "d").properties().description()).contains("changed");
    build(registry, first, Optional.empty());
    assertThat(query(registry, "d").status()).isEqualTo(Status.REBUILDING);
  }

  private static void build(TestRegistry registry, DynamicGroup group, Optional<Long> upTo) {
    registry.database.write(tx -> registry.dynamicMembers.build(tx, group, List.of(), upTo, NOW));
  }

  @Test
  default void aGroupIsBuiltInSlicesOfWhichEachCountsOnce() {
    TestRegistry registry = registry();
    create(registry, "d", "*");
    DynamicGroup first = group(registry, "d");
    build(registry, first, Optional.of(7L));
    assertThat(query(registry, "d").builtTo()).contains(7L);
    build(registry, first, Optional.empty());
    assertThat(query(registry, "d").builtTo()).contains(7L);
    registry.database.change(registry.dynamicMembers::rebuildAll);
    assertThat(query(registry, "d")).isEqualTo(new GroupQuery("*", 2, Optional.of(0L)));
  }

  @Test
  default void versionsAreExpected() {
    TestRegistry registry = registry();
    create(registry, "d", "*");
    ThingGroupName name = new ThingGroupName("d");
    refusal(
        VersionConflict.class,
        () -> registry.dynamic.update(name, change(Optional.of(2L)), Optional.of("a"), ANY));
    refusal(VersionConflict.class, () -> registry.dynamic.delete(name, Optional.of(2L)));
    registry.dynamic.delete(name, Optional.of(1L));
    registry.dynamic.delete(name, Optional.of(1L));
    refusal(ResourceNotFound.class, () -> described(registry, "d"));
    refusal(ResourceNotFound.class, () -> update(registry, "d", "*"));
  }

  @Test
  default void whatIsForOneKindOfGroupIsRefusedOfTheOther() {
    TestRegistry registry = registry();
    registry.thing("t");
    create(registry, "d", "*");
    registry.group("s");
    ThingGroupName dynamic = new ThingGroupName("d");
    refusal(InvalidRequest.class, () -> registry.add("d", "t"));
    refusal(InvalidRequest.class, () -> registry.remove("d", "t"));
    refusal(InvalidRequest.class, () -> registry.deleteGroup("d"));
    refusal(InvalidRequest.class, () -> registry.groups.update(dynamic, change(Optional.empty())));
    refusal(InvalidRequest.class, () -> registry.group("child", "d"));
    refusal(
        InvalidRequest.class,
        () ->
            registry.members.update(
                new ThingName("t"), List.of(dynamic), List.of(), WhenFull.REFUSE, NOW));
    refusal(InvalidRequest.class, () -> update(registry, "s", "*"));
    refusal(
        InvalidRequest.class,
        () -> registry.dynamic.delete(new ThingGroupName("s"), Optional.empty()));
    refusal(
        InvalidRequest.class,
        () -> registry.database.read(reading -> new Lineage().ofGroup(reading, "d")));
  }

  @Test
  default void thereAreAtMostAHundred() {
    TestRegistry registry = registry();
    for (int i = 0; i < 100; i++) {
      create(registry, "d" + i, "*");
    }
    refusal(LimitExceeded.class, () -> create(registry, "d100", "*"));
    registry.dynamic.delete(new ThingGroupName("d0"), Optional.empty());
    create(registry, "d100", "*");
  }

  @Test
  default void deletingAGroupTakesItsTagsAndMembers() {
    TestRegistry registry = registry();
    Thing thing = registry.thing("t");
    registry.dynamic.create(
        new NewDynamicThingGroup(
            new ThingGroupName("d"), Optional.empty(), Map.of(), "*", List.of(new Tag("k", "v"))),
        ANY,
        NOW);
    settle(registry, thing, "d");
    assertThat(registry.groupsOf("t")).containsExactly("d");
    registry.dynamic.delete(new ThingGroupName("d"), Optional.empty());
    assertThat(registry.groupsOf("t")).isEmpty();
    registry.group("d");
    assertThat(registry.thingsIn("d", false)).isEmpty();
  }

  @Test
  default void membersComeAndGoAsChangesThatAreToldOnce() {
    TestRegistry registry = registry();
    Thing thing = registry.thing("t");
    create(registry, "a", "*");
    create(registry, "b", "*");
    List<OfMembership> seen = new CopyOnWriteArrayList<>();
    registry.changes.follow(OfMembership.class, seen::add);
    settle(registry, thing, "a");
    settle(registry, thing, "a");
    assertThat(registry.thingsIn("a", false)).containsExactly("t");
    settle(registry, thing, "b");
    assertThat(registry.groupsOf("t")).containsExactly("b");
    TestRegistry.await(() -> seen.size() >= 3);
    assertThat(seen)
        .hasExactlyElementsOfTypes(
            ThingGroupMemberAdded.class,
            ThingGroupMemberRemoved.class,
            ThingGroupMemberAdded.class);
  }

  @Test
  default void whatWasFoundForAnEarlierQueryOrADeletedThingIsPassedOver() {
    TestRegistry registry = registry();
    Thing thing = registry.thing("t");
    create(registry, "d", "*");
    DynamicGroup earlier = group(registry, "d");
    update(registry, "d", "thingName:x");
    List<Found> found = List.of(new Found(thing.id(), Set.of(earlier.id())));
    registry.database.write(tx -> registry.dynamicMembers.settle(tx, List.of(earlier), found, NOW));
    assertThat(registry.groupsOf("t")).isEmpty();
    registry.delete("t");
    DynamicGroup now = group(registry, "d");
    registry.database.write(tx -> registry.dynamicMembers.settle(tx, List.of(now), found, NOW));
    assertThat(registry.thingsIn("d", false)).isEmpty();
  }

  @Test
  default void aFullThingJoinsAnOlderGroupInPlaceOfTheYoungest() {
    TestRegistry registry = registry();
    Thing thing = registry.thing("t");
    create(registry, "old", "*");
    create(registry, "young", "*");
    create(registry, "youngest", "*");
    for (int i = 1; i <= 9; i++) {
      registry.group("s" + i);
      registry.add("s" + i, "t");
    }
    assertThat(settle(registry, thing, "young")).isEmpty();
    assertThat(settle(registry, thing, "young", "youngest"))
        .containsExactly(new Full(thing.name(), new ThingGroupName("youngest")));
    assertThat(registry.groupsOf("t")).contains("young").doesNotContain("youngest");
    settle(registry, thing, "old", "young");
    assertThat(registry.groupsOf("t")).contains("old").doesNotContain("young").hasSize(10);
  }

  @Test
  default void aStaticGroupTakesThePlaceOfTheYoungestDynamicOneOnlyWhenAsked() {
    TestRegistry registry = registry();
    Thing thing = registry.thing("t");
    create(registry, "old", "*");
    create(registry, "young", "*");
    for (int i = 1; i <= 10; i++) {
      registry.group("s" + i);
    }
    for (int i = 1; i <= 8; i++) {
      registry.add("s" + i, "t");
    }
    settle(registry, thing, "old", "young");
    refusal(InvalidRequest.class, () -> registry.add("s9", "t"));
    override(registry, "s9");
    assertThat(registry.groupsOf("t")).contains("s9", "old").doesNotContain("young").hasSize(10);
    registry.members.update(
        new ThingName("t"),
        List.of(new ThingGroupName("s10")),
        List.of(),
        WhenFull.LEAVE_DYNAMIC,
        NOW);
    assertThat(registry.groupsOf("t")).contains("s10").doesNotContain("old").hasSize(10);
    registry.group("s11");
    refusal(InvalidRequest.class, () -> override(registry, "s11"));
  }

  private static void override(TestRegistry registry, String group) {
    registry.members.add(
        new ThingGroupName(group), new ThingName("t"), WhenFull.LEAVE_DYNAMIC, NOW);
  }
}
