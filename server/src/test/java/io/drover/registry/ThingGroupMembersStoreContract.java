package io.drover.registry;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.paging.Page;
import io.drover.registry.RegistryChange.ThingGroupMemberAdded;
import io.drover.registry.RegistryChange.ThingGroupMemberRemoved;
import io.drover.registry.ThingGroupMembers.WhenFull;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What memberships do, whichever database keeps them.
interface ThingGroupMembersStoreContract {
  ThingName T1 = new ThingName("t1");

  Database database();

  private TestRegistry registry() {
    TestRegistry registry = new TestRegistry(database());
    registry.thing("t1");
    return registry;
  }

  private static List<ThingGroupName> groups(String... names) {
    return Stream.of(names).map(ThingGroupName::new).toList();
  }

  @Test
  default void membershipIsListedInBothDirections() {
    TestRegistry registry = registry();
    registry.thing("t2");
    registry.group("g1");
    registry.group("g2");
    registry.add("g1", "t1", "t2");
    registry.add("g2", "t1");
    assertThat(registry.thingsIn("g1", false)).containsExactly("t1", "t2");
    assertThat(registry.groupsOf("t1")).containsExactly("g1", "g2");
    assertThat(registry.groupsOf("t2")).containsExactly("g1");
  }

  @Test
  default void addingTwiceAndRemovingAStrangerNeedNothing() {
    TestRegistry registry = registry();
    registry.group("g1");
    List<RegistryChange> seen = new CopyOnWriteArrayList<>();
    registry.changes.follow(ThingGroupMemberAdded.class, seen::add);
    registry.changes.follow(ThingGroupMemberRemoved.class, seen::add);
    registry.remove("g1", "t1");
    registry.add("g1", "t1");
    registry.add("g1", "t1");
    assertThat(registry.thingsIn("g1", false)).containsExactly("t1");
    registry.remove("g1", "t1");
    assertThat(registry.thingsIn("g1", false)).isEmpty();
    TestRegistry.await(() -> seen.size() >= 2);
    assertThat(seen)
        .hasExactlyElementsOfTypes(ThingGroupMemberAdded.class, ThingGroupMemberRemoved.class);
  }

  @Test
  default void unknownThingsAndGroupsAreNotFound() {
    TestRegistry registry = registry();
    registry.group("g1");
    refusal(ResourceNotFound.class, () -> registry.add("g1", "nobody"));
    refusal(ResourceNotFound.class, () -> registry.add("nobody", "t1"));
    refusal(ResourceNotFound.class, () -> registry.remove("nobody", "t1"));
    refusal(ResourceNotFound.class, () -> registry.thingsIn("nobody", false));
    refusal(ResourceNotFound.class, () -> registry.groupsOf("nobody"));
  }

  @Test
  default void aThingIsInOneGroupOfAHierarchy() {
    TestRegistry registry = registry();
    registry.group("root");
    registry.group("left", "root");
    registry.group("right", "root");
    registry.group("below", "left");
    registry.add("left", "t1");
    for (String other : List.of("root", "right", "below")) {
      refusal(InvalidRequest.class, () -> registry.add(other, "t1"));
    }
    registry.add("left", "t1");
    registry.remove("left", "t1");
    registry.add("below", "t1");
  }

  @Test
  default void aThingIsInTenGroupsAtMost() {
    TestRegistry registry = registry();
    for (int i = 1; i <= 11; i++) {
      registry.group("g" + i);
    }
    for (int i = 1; i <= 10; i++) {
      registry.add("g" + i, "t1");
    }
    refusal(InvalidRequest.class, () -> registry.add("g11", "t1"));
    registry.add("g10", "t1");
    registry.deleteGroup("g1");
    registry.add("g11", "t1");
  }

  @Test
  default void removalsFreePlacesForAdditionsOfTheSameRequest() {
    TestRegistry registry = registry();
    registry.group("root");
    registry.group("left", "root");
    registry.group("right", "root");
    registry.add("left", "t1");
    registry.members.update(T1, groups("right"), groups("left"), WhenFull.REFUSE, NOW);
    assertThat(registry.groupsOf("t1")).containsExactly("right");
    registry.members.update(T1, List.of(), List.of(), WhenFull.REFUSE, NOW);
    assertThat(registry.groupsOf("t1")).containsExactly("right");
  }

  @Test
  default void aRefusedUpdateChangesNothing() {
    TestRegistry registry = registry();
    registry.group("g1");
    registry.group("g2");
    registry.add("g1", "t1");
    refusal(
        ResourceNotFound.class,
        () ->
            registry.members.update(
                T1, groups("g2", "nobody"), groups("g1"), WhenFull.REFUSE, NOW));
    assertThat(registry.groupsOf("t1")).containsExactly("g1");
    refusal(
        InvalidRequest.class,
        () ->
            registry.members.update(
                T1,
                groups(),
                Collections.nCopies(101, new ThingGroupName("g1")),
                WhenFull.REFUSE,
                NOW));
  }

  @Test
  default void aGroupListsTheThingsBelowItOnlyWhenAsked() {
    TestRegistry registry = registry();
    registry.thing("t2");
    registry.group("root");
    registry.group("child", "root");
    registry.add("child", "t1");
    registry.add("root", "t2");
    assertThat(registry.thingsIn("root", false)).containsExactly("t2");
    assertThat(registry.thingsIn("root", true)).containsExactly("t1", "t2");
  }

  @Test
  default void thingsOfAHierarchyAreListedOnceAndPageByPage() {
    TestRegistry registry = registry();
    registry.group("root");
    List<String> groups = new ArrayList<>(List.of("root"));
    for (int i = 0; i < 4; i++) {
      registry.group("g" + i, groups.get(i / 2));
      groups.add("g" + i);
    }
    List<String> things = IntStream.range(0, 50).mapToObj(i -> "thing-" + i).toList();
    for (int i = 0; i < 50; i++) {
      registry.thing(things.get(i));
      registry.add(groups.get((i * 7) % 5), things.get(i));
    }
    for (int size : List.of(1, 7, 50, 250)) {
      assertThat(walk(registry, size)).isEqualTo(things);
    }
  }

  private static List<String> walk(TestRegistry registry, int size) {
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Page<ThingName> page = registry.members.things(new ThingGroupName("root"), true, token, size);
      assertThat(page.items().size()).isLessThanOrEqualTo(size);
      page.items().forEach(thing -> seen.add(thing.value()));
      token = page.nextToken();
    } while (token != null);
    return seen;
  }

  @Test
  default void groupsOfAThingAreListedPageByPage() {
    TestRegistry registry = registry();
    for (int i = 0; i < 3; i++) {
      registry.group("g" + i);
      registry.add("g" + i, "t1");
    }
    Page<ThingGroupName> first = registry.members.groups(T1, null, 2);
    assertThat(TestRegistry.names(first.items())).containsExactly("g0", "g1");
    Page<ThingGroupName> second = registry.members.groups(T1, first.nextToken(), 2);
    assertThat(TestRegistry.names(second.items())).containsExactly("g2");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  default void theTimeOfAMembershipIsKept() {
    TestRegistry registry = registry();
    registry.group("g1");
    registry.add("g1", "t1");
    List<Instant> times =
        database()
            .read(
                reading ->
                    reading.list("SELECT added_at FROM thing_group_member", row -> row.instant(1)));
    assertThat(times).containsExactly(NOW);
  }

  @Test
  default void requestsAtTheSameTimeKeepToTheRules() throws InterruptedException {
    TestRegistry registry = registry();
    registry.group("root");
    registry.group("left", "root");
    registry.group("right", "root");
    List<Thread> threads = new ArrayList<>();
    AtomicInteger refused = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      String group = i % 2 == 0 ? "left" : "right";
      threads.add(
          Thread.startVirtualThread(
              () -> {
                registry.thing("same");
                try {
                  registry.add(group, "same");
                } catch (RejectedException _) {
                  refused.incrementAndGet();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(registry.groupsOf("same")).hasSize(1);
    assertThat(registry.thingsIn("root", true)).containsExactly("same");
    assertThat(refused).hasValue(4);
  }
}
