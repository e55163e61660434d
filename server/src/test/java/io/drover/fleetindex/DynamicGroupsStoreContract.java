package io.drover.fleetindex;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.fleetindex.IndexingConfiguration.CustomField;
import io.drover.fleetindex.IndexingConfiguration.Mode;
import io.drover.registry.BillingGroupName;
import io.drover.registry.GroupQuery.Status;
import io.drover.registry.RegistryChange.OfMembership;
import io.drover.registry.ThingName;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How the members of dynamic groups follow their queries, whichever database keeps them.
interface DynamicGroupsStoreContract {
  Database database();

  Path folder();

  private GroupedFleet fleet() {
    return new GroupedFleet(database(), folder());
  }

  @Test
  default void aGroupNeedsAnIndexThatIsWhole() {
    try (GroupedFleet fleet = fleet()) {
      refusal(ResourceNotFound.class, () -> fleet.create("d", "*"));
      fleet.index.configure(GroupedFleet.SHADOWS);
      refusal(InvalidRequest.class, () -> fleet.create("d", "*"));
      fleet.catchUp();
      fleet.create("d", "*");
    }
  }

  @Test
  default void queriesAreOfAtMostFiveTermsOnFieldsThatAreIndexed() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.create("five", "attributes.a:(1 OR 2 OR 3 OR 4 OR 5)");
      for (String query :
          List.of(
              "attributes.a:(1 OR 2 OR 3 OR 4 OR 5 OR 6)",
              "thingname:x",
              "a AND",
              "attributes.a:" + "x".repeat(1_000),
              "connectivity.connectd:true")) {
        refusal(InvalidQuery.class, () -> fleet.create("d", query));
        refusal(InvalidQuery.class, () -> fleet.change("five", query));
      }
    }
  }

  @Test
  default void aNewGroupIsBuiltFromWhatIsThere() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1", Map.of("colour", "red"));
      fleet.registry.thing("t2", Map.of("colour", "green"));
      fleet.catchUp();
      fleet.create("reds", "attributes.colour:red");
      assertThat(fleet.status("reds")).isEqualTo(Status.BUILDING);
      fleet.catchUp();
      assertThat(fleet.status("reds")).isEqualTo(Status.ACTIVE);
      assertThat(fleet.in("reds")).containsExactly("t1");
    }
  }

  @Test
  default void membersFollowWhatThingsAreAndReport() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.create("low", "shadow.reported.battery<20");
      fleet.registry.thing("t1");
      fleet.catchUp();
      assertThat(fleet.in("low")).isEmpty();
      fleet.reports("t1", "{'battery':10}");
      fleet.catchUp();
      assertThat(fleet.in("low")).containsExactly("t1");
      assertThat(fleet.find("thingGroupNames:low")).containsExactly("t1");
      fleet.reports("t1", "{'battery':80}");
      fleet.catchUp();
      assertThat(fleet.in("low")).isEmpty();
      assertThat(fleet.find("thingGroupNames:low")).isEmpty();
    }
  }

  @Test
  default void nothingIsWrittenWhenNothingMoves() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1", Map.of("colour", "red"));
      fleet.create("reds", "attributes.colour:red");
      fleet.catchUp();
      List<OfMembership> seen = new CopyOnWriteArrayList<>();
      fleet.registry.changes.follow(OfMembership.class, seen::add);
      fleet.attribute("t1", "n", "1");
      assertThat(fleet.pass()).isEqualTo(Outcome.DONE);
      fleet.catchUp();
      assertThat(seen).isEmpty();
    }
  }

  @Test
  default void aBillingGroupOfTheSameNameIsNoMembership() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      fleet.registry.billingGroup("reds");
      fleet.registry.billed.add(new BillingGroupName("reds"), new ThingName("t1"));
      fleet.catchUp();
      fleet.create("reds", "attributes.colour:red");
      fleet.catchUp();
      fleet.attribute("t1", "colour", "red");
      fleet.catchUp();
      assertThat(fleet.in("reds")).containsExactly("t1");
    }
  }

  @Test
  default void anotherQueryHasOtherMembers() {
    try (GroupedFleet fleet = fleet().indexed()) {
      things(fleet, 450);
      fleet.create("d", "attributes.half:0");
      fleet.catchUp();
      assertThat(fleet.find("thingGroupNames:d")).hasSize(225);
      fleet.change("d", "attributes.half:1");
      assertThat(fleet.status("d")).isEqualTo(Status.REBUILDING);
      fleet.catchUp();
      assertThat(fleet.status("d")).isEqualTo(Status.ACTIVE);
      assertThat(fleet.find("thingGroupNames:d"))
          .hasSize(225)
          .isEqualTo(fleet.find("attributes.half:1"));
    }
  }

  private static void things(GroupedFleet fleet, int count) {
    IntStream.range(0, count)
        .forEach(i -> fleet.registry.thing("t" + i, Map.of("half", Integer.toString(i % 2))));
    fleet.catchUp();
  }

  @Test
  default void whatWasBegunGoesOnAfterAKill() {
    try (GroupedFleet fleet = fleet().indexed()) {
      things(fleet, 450);
      fleet.create("d", "*");
      fleet.pass();
      fleet.registry.delete("t0");
      fleet.attribute("t1", "half", "0");
      fleet.registry.thing("new");
      fleet.kill();
      fleet.catchUp();
      assertThat(fleet.status("d")).isEqualTo(Status.ACTIVE);
      assertThat(fleet.find("thingGroupNames:d")).hasSize(450).isEqualTo(fleet.find("*"));
    }
  }

  @Test
  default void afterTheLossOfTheIndexMembersAreFoundAnew() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1", Map.of("colour", "red"));
      fleet.registry.thing("t2", Map.of("colour", "green"));
      fleet.create("reds", "attributes.colour:red");
      fleet.catchUp();
      fleet.attribute("t1", "colour", "green");
      fleet.attribute("t2", "colour", "red");
      fleet.lose();
      fleet.pass();
      assertThat(fleet.status("reds")).isEqualTo(Status.REBUILDING);
      fleet.catchUp();
      assertThat(fleet.in("reds")).containsExactly("t2");
      assertThat(fleet.status("reds")).isEqualTo(Status.ACTIVE);
    }
  }

  @Test
  default void theIndexCannotBeTakenFromItsGroups() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.create("d", "shadow.reported.on:true");
      refusal(InvalidRequest.class, () -> fleet.index.configure(IndexingConfiguration.OFF));
      IndexingConfiguration registry =
          new IndexingConfiguration(
              Mode.REGISTRY, false, false, false, List.of(), List.of(), List.of());
      refusal(InvalidRequest.class, () -> fleet.index.configure(registry));
      assertThat(fleet.index.configuration()).isEqualTo(GroupedFleet.SHADOWS);
      fleet.delete("d");
      fleet.index.configure(registry);
      fleet.index.configure(IndexingConfiguration.OFF);
    }
  }

  @Test
  default void anotherConfigurationHasMembersFoundAnew() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1", Map.of("colour", "red"));
      fleet.create("reds", "attributes.colour:red");
      fleet.catchUp();
      fleet.index.configure(
          new IndexingConfiguration(
              Mode.REGISTRY,
              false,
              false,
              false,
              List.of(),
              List.of(),
              List.of(new CustomField("attributes.colour", FieldKind.STRING))));
      assertThat(fleet.status("reds")).isEqualTo(Status.REBUILDING);
      assertThat(fleet.in("reds")).containsExactly("t1");
      refusal(InvalidRequest.class, () -> fleet.create("d", "*"));
      fleet.catchUp();
      assertThat(fleet.status("reds")).isEqualTo(Status.ACTIVE);
      assertThat(fleet.in("reds")).containsExactly("t1");
    }
  }

  @Test
  default void aGroupMayDependOnOlderOnesOnly() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.create("old", "attributes.colour:red");
      refusal(InvalidQuery.class, () -> fleet.create("own", "NOT thingGroupNames:own"));
      refusal(InvalidQuery.class, () -> fleet.create("own", "NOT thingGroupNames:*"));
      fleet.create("young", "thingGroupNames:old NOT attributes.n:1");
      refusal(InvalidQuery.class, () -> fleet.change("old", "NOT thingGroupNames:young"));
      refusal(InvalidQuery.class, () -> fleet.change("young", "young"));
      fleet.change("old", "red OR blue");
      refusal(InvalidRequest.class, () -> fleet.create("blue", "*"));
      fleet.registry.thing("t1", Map.of("colour", "blue"));
      fleet.registry.thing("t2", Map.of("colour", "red", "n", "1"));
      fleet.catchUp();
      assertThat(fleet.in("old")).containsExactly("t1", "t2");
      assertThat(fleet.in("young")).containsExactly("t1");
    }
  }

  @Test
  default void aFreedPlaceIsTakenByTheGroupThatWaitedForIt() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      for (int i = 1; i <= 10; i++) {
        fleet.registry.group("s" + i);
        fleet.registry.add("s" + i, "t1");
      }
      fleet.catchUp();
      fleet.create("d", "thingName:t1");
      fleet.catchUp();
      assertThat(fleet.in("d")).isEmpty();
      fleet.registry.remove("s1", "t1");
      fleet.catchUp();
      assertThat(fleet.in("d")).containsExactly("t1");
    }
  }

  @Test
  default void deletingAGroupIsFollowed() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      fleet.create("d", "*");
      fleet.catchUp();
      fleet.delete("d");
      fleet.catchUp();
      assertThat(fleet.registry.groupsOf("t1")).isEmpty();
      assertThat(fleet.find("thingGroupNames:d")).isEmpty();
    }
  }

  @Test
  default void deletedThingsLeaveTheirGroups() {
    try (GroupedFleet fleet = fleet().indexed()) {
      fleet.create("d", "*");
      fleet.registry.thing("t1");
      fleet.catchUp();
      fleet.registry.delete("t1");
      fleet.catchUp();
      assertThat(fleet.in("d")).isEmpty();
    }
  }
}
