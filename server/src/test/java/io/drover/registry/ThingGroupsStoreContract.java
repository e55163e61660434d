package io.drover.registry;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.names;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.paging.Page;
import io.drover.registry.ThingGroupFilter.Depth;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.store.Database;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What groups do, whichever database keeps them.
interface ThingGroupsStoreContract {
  ThingGroupName G1 = new ThingGroupName("g1");
  TaggedResource G1_TAGGED = new TaggedResource("thinggroup", "g1");

  Database database();

  private TestRegistry registry() {
    return new TestRegistry(database());
  }

  private static NewThingGroup described(String description, Map<String, String> attributes) {
    return new NewThingGroup(
        G1, Optional.empty(), Optional.of(description), attributes, List.of(new Tag("k", "v")));
  }

  @Test
  default void aNewGroupIsDescribedWithItsAncestorsFromTheRoot() {
    TestRegistry registry = registry();
    registry.group("root");
    registry.group("middle", "root");
    ThingGroup leaf = registry.group("leaf", "middle");
    DescribedThingGroup described = registry.groups.describe(new ThingGroupName("leaf"));
    assertThat(described.group()).isEqualTo(leaf);
    assertThat(
            names(described.ancestors().stream().map(DescribedThingGroup.Ancestor::name).toList()))
        .containsExactly("root", "middle");
    assertThat(leaf.version()).isEqualTo(1);
    assertThat(registry.groups.describe(new ThingGroupName("root")).ancestors()).isEmpty();
  }

  @Test
  default void creatingTheSameGroupAgainAnswersTheFirst() {
    TestRegistry registry = registry();
    ThingGroup first = registry.groups.create(described("all", Map.of("a", "1")), NOW);
    assertThat(registry.groups.create(described("all", Map.of("a", "1")), NOW)).isEqualTo(first);
  }

  @Test
  default void creatingADifferentGroupUnderATakenNameIsRefused() {
    TestRegistry registry = registry();
    registry.groups.create(described("all", Map.of()), NOW);
    registry.group("parent");
    refusal(
        ResourceAlreadyExists.class,
        () -> registry.groups.create(described("none", Map.of()), NOW));
    refusal(
        ResourceAlreadyExists.class,
        () -> registry.groups.create(described("all", Map.of("a", "1")), NOW));
    ResourceAlreadyExists refusal =
        refusal(ResourceAlreadyExists.class, () -> registry.group("g1", "parent"));
    assertThat(refusal.resourceArn())
        .isEqualTo("arn:aws:iot:eu-central-1:123456789012:thinggroup/g1");
  }

  @Test
  default void anUnknownParentIsRefused() {
    refusal(InvalidRequest.class, () -> registry().group("g1", "nobody"));
  }

  @Test
  default void hierarchiesAreSevenLevelsDeepAtMost() {
    TestRegistry registry = registry();
    registry.group("g1");
    for (int level = 2; level <= 7; level++) {
      registry.group("g" + level, "g" + (level - 1));
    }
    refusal(InvalidRequest.class, () -> registry.group("g8", "g7"));
    assertThat(registry.groups.describe(new ThingGroupName("g7")).ancestors()).hasSize(6);
  }

  @Test
  default void aGroupHasAHundredChildrenAtMost() {
    TestRegistry registry = registry();
    registry.group("g1");
    for (int i = 0; i < 100; i++) {
      registry.group("c" + i, "g1");
    }
    refusal(InvalidRequest.class, () -> registry.group("c100", "g1"));
    registry.group("c0", "g1");
  }

  @Test
  default void anUpdateKeepsWhatItDoesNotName() {
    TestRegistry registry = registry();
    registry.groups.create(described("all", Map.of("a", "1")), NOW);
    long version =
        registry.groups.update(
            G1, new ThingGroupUpdate(Optional.empty(), AttributeUpdate.NONE, Optional.of(1L)));
    assertThat(version).isEqualTo(2);
    registry.groups.update(
        G1,
        new ThingGroupUpdate(
            Optional.of("none"), new AttributeUpdate(Map.of("b", "2"), true), Optional.empty()));
    ThingGroup group = registry.groups.describe(G1).group();
    assertThat(group.properties().description()).contains("none");
    assertThat(group.properties().attributes().values()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(group.version()).isEqualTo(3);
  }

  @Test
  default void anUpdateOfAnotherVersionIsRefused() {
    TestRegistry registry = registry();
    registry.group("g1");
    ThingGroupUpdate stale =
        new ThingGroupUpdate(Optional.of("x"), AttributeUpdate.NONE, Optional.of(2L));
    refusal(VersionConflict.class, () -> registry.groups.update(G1, stale));
    refusal(ResourceNotFound.class, () -> registry.groups.update(new ThingGroupName("g2"), stale));
  }

  @Test
  default void descriptionsAndAttributesAreBounded() {
    TestRegistry registry = registry();
    refusal(
        InvalidRequest.class,
        () -> registry.groups.create(described("x".repeat(2_029), Map.of()), NOW));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 51; i++) {
      many.put("a" + i, "1");
    }
    refusal(InvalidRequest.class, () -> registry.groups.create(described("x", many), NOW));
  }

  @Test
  default void aGroupWithChildrenCannotBeDeleted() {
    TestRegistry registry = registry();
    registry.group("g1");
    registry.group("child", "g1");
    refusal(InvalidRequest.class, () -> registry.deleteGroup("g1"));
    registry.deleteGroup("child");
    registry.deleteGroup("g1");
    assertThat(registry.groupsBelow(null, Depth.ALL)).isEmpty();
  }

  @Test
  default void deletingAnUnknownGroupNeedsNothing() {
    registry().deleteGroup("g1");
  }

  @Test
  default void deletingAnotherVersionIsRefused() {
    TestRegistry registry = registry();
    registry.group("g1");
    refusal(VersionConflict.class, () -> registry.groups.delete(G1, Optional.of(2L)));
    registry.groups.delete(G1, Optional.of(1L));
  }

  @Test
  default void aDeletedGroupTakesItsTagsAndMembershipsAlong() {
    TestRegistry registry = registry();
    registry.groups.create(described("all", Map.of()), NOW);
    registry.thing("t1");
    registry.add("g1", "t1");
    registry.deleteGroup("g1");
    assertThat(registry.groupsOf("t1")).isEmpty();
    registry.group("g1");
    assertThat(registry.thingsIn("g1", false)).isEmpty();
    assertThat(database().read(reading -> registry.tags.list(reading, G1_TAGGED, null)).items())
        .isEmpty();
  }

  @Test
  default void membershipsOfDeletedGroupsAreSweptAndNoOthers() {
    TestRegistry registry = registry();
    registry.group("g1");
    registry.group("g2");
    registry.thing("t1");
    registry.add("g1", "t1");
    registry.add("g2", "t1");
    registry.deleteGroup("g1");
    SweepMembersTask task = new SweepMembersTask(database(), new NoDepartures());
    assertThat(rows()).isEqualTo(2);
    assertThat(task.pass(NOW)).isEqualTo(Outcome.MORE);
    assertThat(task.pass(NOW)).isEqualTo(Outcome.DONE);
    assertThat(rows()).isEqualTo(1);
    assertThat(registry.groupsOf("t1")).containsExactly("g2");
  }

  private int rows() {
    return database()
        .read(
            reading ->
                reading.list("SELECT thing_id FROM thing_group_member", row -> row.number(1)))
        .size();
  }

  @Test
  default void tagsAreStoredWithTheGroup() {
    TestRegistry registry = registry();
    registry.groups.create(described("all", Map.of()), NOW);
    assertThat(database().read(reading -> registry.tags.list(reading, G1_TAGGED, null)).items())
        .containsExactly(new Tag("k", "v"));
  }

  @Test
  default void groupsAreListedByParentPrefixAndDepth() {
    TestRegistry registry = registry();
    registry.group("plant");
    registry.group("plant-a", "plant");
    registry.group("plant-a-1", "plant-a");
    registry.group("Plant-b", "plant");
    registry.group("site");
    assertThat(registry.groupsBelow(null, Depth.ALL))
        .containsExactly("Plant-b", "plant", "plant-a", "plant-a-1", "site");
    assertThat(registry.groupsBelow(null, Depth.DIRECT)).containsExactly("plant", "site");
    assertThat(registry.groupsBelow("plant", Depth.DIRECT)).containsExactly("Plant-b", "plant-a");
    assertThat(registry.groupsBelow("plant", Depth.ALL))
        .containsExactly("Plant-b", "plant-a", "plant-a-1");
    assertThat(prefixed(registry, null, "plant-")).containsExactly("plant-a", "plant-a-1");
    assertThat(prefixed(registry, "plant", "P")).containsExactly("Plant-b");
    refusal(ResourceNotFound.class, () -> registry.groupsBelow("nobody", Depth.ALL));
  }

  private static List<String> prefixed(
      TestRegistry registry, @Nullable String parent, String prefix) {
    ThingGroupFilter filter =
        new ThingGroupFilter(
            Optional.ofNullable(parent).map(ThingGroupName::new), prefix, Depth.ALL);
    return names(registry.groups.list(filter, null, null).items());
  }

  @Test
  default void groupsAreListedPageByPage() {
    TestRegistry registry = registry();
    registry.group("root");
    for (int i = 0; i < 10; i++) {
      registry.group("g" + i, i < 5 ? "root" : "g0");
    }
    for (Depth depth : Depth.values()) {
      for (Optional<ThingGroupName> parent :
          List.of(Optional.of(new ThingGroupName("root")), Optional.<ThingGroupName>empty())) {
        ThingGroupFilter filter = new ThingGroupFilter(parent, "", depth);
        List<String> whole = names(registry.groups.list(filter, null, null).items());
        assertThat(walk(registry, filter)).isEqualTo(whole);
      }
    }
  }

  private static List<String> walk(TestRegistry registry, ThingGroupFilter filter) {
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Page<ThingGroupName> page = registry.groups.list(filter, token, 3);
      seen.addAll(names(page.items()));
      token = page.nextToken();
    } while (token != null);
    return seen;
  }

  @Test
  default void aGroupsDescendantsIncludeItself() {
    TestRegistry registry = registry();
    long root = registry.group("root").id();
    long child = registry.group("child", "root").id();
    long grandchild = registry.group("grandchild", "child").id();
    registry.group("other");
    assertThat(withDescendants(registry, root)).containsExactly(root, child, grandchild);
    assertThat(withDescendants(registry, child)).containsExactly(child, grandchild);
    Optional<Long> id =
        database().read(reading -> registry.groups.id(reading, new ThingGroupName("child")));
    assertThat(id).contains(child);
  }

  private static List<Long> withDescendants(TestRegistry registry, long group) {
    return registry.database.read(reading -> registry.groups.withDescendants(reading, group));
  }
}
