package io.drover.fleetindex;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.registry.DynamicGroup;
import io.drover.registry.ThingGroupMembers.WhenFull;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import io.drover.rejection.RejectedException;
import io.drover.shadow.ShadowId;
import io.drover.store.Database;
import io.drover.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/// Whatever is done, and wherever the server is killed: once the index has come to rest, the
/// members of every dynamic group are what a search with its query finds.
class DynamicGroupsPropertiesTest {
  private static final List<String> THINGS = List.of("t1", "t2", "t3");
  private static final List<String> GROUPS = List.of("d1", "d2", "d3");
  private static final List<String> QUERIES =
      List.of(
          "*",
          "attributes.a:1",
          "NOT attributes.a:1",
          "attributes.a>1",
          "attributes.a:*",
          "red",
          "thingName:(t1 OR t2) -attributes.a:2",
          "shadow.reported.a:[1 TO 2]",
          "shadow.reported.b:r*",
          "thingGroupNames:s",
          "thingGroupNames:d1",
          "NOT thingGroupNames:d1",
          "thingGroupNames:(d1 OR d2) NOT shadow.reported.a:1");

  /// Something that happens to a fleet; what is refused changes nothing.
  record Step(String name, Consumer<GroupedFleet> action) {
    @Override
    public String toString() {
      return name;
    }

    void on(GroupedFleet fleet) {
      try {
        action.accept(fleet);
      } catch (RejectedException _) {
        // As with the things that are not there, and the queries of older groups for younger ones.
      }
    }
  }

  @Property(tries = 40)
  void membersAreWhatASearchFinds(@ForAll @Size(max = 40) List<@From("steps") Step> steps)
      throws IOException {
    Path folder = Files.createTempDirectory("dynamic-groups");
    try (Database database =
            Database.open(new StoreConfig(folder.resolve("drover.db"), Optional.empty()));
        GroupedFleet fleet = new GroupedFleet(database, folder.resolve("index"))) {
      fleet.registry.group("s");
      fleet.indexed();
      steps.forEach(step -> step.on(fleet));
      fleet.catchUp();
      for (DynamicGroup group : database.read(fleet.registry.dynamicMembers::groups)) {
        assertThat(fleet.in(group.name().value()))
            .as(group.toString())
            .isEqualTo(fleet.find(group.query().text()));
        assertThat(fleet.find("thingGroupNames:" + group.name()))
            .isEqualTo(fleet.in(group.name().value()));
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Provide
  Arbitrary<Step> steps() {
    return Arbitraries.oneOf(ofThings(), ofGroups(), ofTheServer());
  }

  private static Arbitrary<Step> ofThings() {
    Arbitrary<String> thing = Arbitraries.of(THINGS);
    Arbitrary<String> value = Arbitraries.of("1", "2", "red", "");
    return Arbitraries.oneOf(
        thing.map(name -> new Step("create " + name, fleet -> fleet.registry.thing(name))),
        thing.map(name -> new Step("delete " + name, fleet -> fleet.registry.delete(name))),
        Combinators.combine(thing, value)
            .as((name, v) -> new Step(name + " a=" + v, fleet -> fleet.attribute(name, "a", v))),
        Combinators.combine(
                thing, Arbitraries.of("{'a':1}", "{'a':3}", "{'b':'red'}", "{'b':null}"))
            .as((name, state) -> new Step(name + " " + state, fleet -> fleet.reports(name, state))),
        thing.map(
            name ->
                new Step(
                    "forget " + name,
                    fleet -> fleet.shadows.delete(ShadowId.classic(name), null, fleet.now))),
        thing.map(name -> new Step("join " + name, fleet -> fleet.registry.add("s", name))),
        thing.map(name -> new Step("leave " + name, fleet -> fleet.registry.remove("s", name))));
  }

  private static Arbitrary<Step> ofGroups() {
    Arbitrary<String> group = Arbitraries.of(GROUPS);
    Arbitrary<String> query = Arbitraries.of(QUERIES);
    return Arbitraries.oneOf(
        Combinators.combine(group, query)
            .as((name, q) -> new Step("create " + name + " " + q, fleet -> fleet.create(name, q))),
        Combinators.combine(group, query)
            .as((name, q) -> new Step("change " + name + " " + q, fleet -> fleet.change(name, q))),
        group.map(name -> new Step("delete " + name, fleet -> fleet.delete(name))));
  }

  private static Arbitrary<Step> ofTheServer() {
    Step pass = new Step("pass", GroupedFleet::pass);
    return Arbitraries.of(
        pass,
        pass,
        pass,
        new Step("rest", GroupedFleet::catchUp),
        new Step("kill", GroupedFleet::kill),
        new Step("lose", GroupedFleet::lose),
        new Step("configure", GroupedFleet::configureAnew));
  }

  @Property(tries = 20)
  void noMoreThanTenGroupsAreJoinedAndTheOldestAreKept(
      @ForAll @Size(max = 12) List<@From("places") Integer> statics) throws IOException {
    Path folder = Files.createTempDirectory("dynamic-groups");
    try (Database database =
            Database.open(new StoreConfig(folder.resolve("drover.db"), Optional.empty()));
        GroupedFleet fleet = new GroupedFleet(database, folder.resolve("index")).indexed()) {
      fleet.registry.thing("t1", Map.of());
      for (int i = 0; i < 12; i++) {
        fleet.registry.group("s" + i);
        fleet.create("d" + i, i % 2 == 0 ? "*" : "thingGroupNames:d0");
      }
      for (int place : statics) {
        new Step("join", f -> override(f, "s" + place)).on(fleet);
        fleet.catchUp();
        List<String> in = fleet.registry.groupsOf("t1");
        assertThat(in).hasSize(10);
        long room = in.stream().filter(group -> group.startsWith("d")).count();
        assertThat(in)
            .containsAll(Stream.iterate(0, i -> i + 1).limit(room).map(i -> "d" + i).toList());
      }
    } finally {
      delete(folder);
    }
  }

  private static void override(GroupedFleet fleet, String group) {
    fleet.registry.members.add(
        new ThingGroupName(group), new ThingName("t1"), WhenFull.LEAVE_DYNAMIC, fleet.now);
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 11);
  }
}
