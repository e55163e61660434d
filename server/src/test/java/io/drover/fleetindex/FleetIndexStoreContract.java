package io.drover.fleetindex;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.changes.ChangeLog;
import io.drover.changes.ChangeLog.Position;
import io.drover.changes.ChangeLog.Subject;
import io.drover.connectivity.Connectivity;
import io.drover.connectivity.ConnectivityRecorder;
import io.drover.connectivity.ConnectivityStatus;
import io.drover.connectivity.DisconnectReason;
import io.drover.connectivity.TestPresence;
import io.drover.fleetindex.FleetIndex.Status;
import io.drover.fleetindex.IndexingConfiguration.CustomField;
import io.drover.fleetindex.IndexingConfiguration.Mode;
import io.drover.paging.Page;
import io.drover.protocol.ShadowUpdate;
import io.drover.registry.AttributeUpdate;
import io.drover.registry.Lineage;
import io.drover.registry.TestRegistry;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroupUpdate;
import io.drover.registry.ThingName;
import io.drover.registry.ThingUpdate;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How the index follows the registry, whichever database keeps it.
interface FleetIndexStoreContract {
  IndexingConfiguration REGISTRY =
      new IndexingConfiguration(
          Mode.REGISTRY, false, false, false, List.of(), List.of(), List.of());

  Database database();

  Path folder();

  /// A registry and its index, whose passes are run by hand.
  final class Fleet implements AutoCloseable {
    final TestRegistry registry;
    final Shadows shadows;
    final Connectivity connectivity;
    final Path folder;
    FleetIndex index;
    Instant now = NOW;

    Fleet(Database database, Path folder) {
      this.registry = new TestRegistry(database);
      this.shadows = new Shadows(database, registry.changes);
      this.connectivity =
          new Connectivity(database, registry.changes, new Lineage()::isThing, "node");
      this.folder = folder;
      this.index = new FleetIndex(database, shadows, connectivity, registry.dynamicMembers, folder);
    }

    Fleet indexed() {
      index.configure(REGISTRY);
      catchUp();
      return this;
    }

    void catchUp() {
      now = now.plusSeconds(10);
      while (index.task().pass(now) == Outcome.MORE) {}
      var _ = index.commits().pass(now);
    }

    /// What a kill leaves: nothing that has not been committed.
    void kill() {
      index =
          new FleetIndex(registry.database, shadows, connectivity, registry.dynamicMembers, folder);
    }

    void update(String thing, Map<String, String> attributes) {
      registry.things.update(
          new ThingName(thing),
          new ThingUpdate(
              Optional.empty(), false, new AttributeUpdate(attributes, true), Optional.empty()));
    }

    void update(ShadowId id, String state) {
      JsonNode json = new JsonMapper().readTree(state.replace('\'', '"'));
      shadows.update(id, new ShadowUpdate(json, null, null), NOW);
    }

    void tell(ConnectivityStatus status) {
      ConnectivityRecorder recorder = new ConnectivityRecorder(connectivity);
      recorder.told(status);
      recorder.close();
    }

    List<String> find(String query) {
      return index.search(query, null, 500).items().stream().map(ThingDocument::name).toList();
    }

    List<String> findGroups(String query) {
      return index.searchGroups(query, null, 500).items().stream()
          .map(GroupDocument::name)
          .toList();
    }

    void describe(String group, String description, Map<String, String> attributes) {
      registry.groups.update(
          new ThingGroupName(group),
          new ThingGroupUpdate(
              Optional.of(description), new AttributeUpdate(attributes, true), Optional.empty()));
    }

    long logged() {
      return logged(Subject.THING);
    }

    long loggedGroups() {
      return logged(Subject.THING_GROUP);
    }

    private long logged(Subject subject) {
      return registry.database.read(
          reading -> new ChangeLog(subject).after(reading, Position.START, 1_000).size());
    }

    @Override
    public void close() {
      index.close();
    }
  }

  private Fleet fleet() {
    return new Fleet(database(), folder());
  }

  @Test
  default void nothingIsIndexedLoggedOrWrittenUnlessConfigured() {
    try (Fleet fleet = fleet()) {
      fleet.registry.thing("t1");
      fleet.catchUp();
      assertThat(fleet.logged()).isZero();
      assertThat(fleet.folder).isEmptyDirectory();
      assertThat(fleet.index.configuration()).isEqualTo(IndexingConfiguration.OFF);
      refusal(ResourceNotFound.class, () -> fleet.find("*"));
      refusal(ResourceNotFound.class, fleet.index::status);
    }
  }

  @Test
  default void anIndexIsBuiltFromWhatIsThereAndRefusesQueriesUntilThen() {
    try (Fleet fleet = fleet()) {
      fleet.registry.thing("t1");
      fleet.index.configure(REGISTRY);
      assertThat(fleet.index.status()).isEqualTo(Status.BUILDING);
      refusal(IndexNotReady.class, () -> fleet.find("*"));
      refusal(InvalidQuery.class, () -> fleet.find("a AND"));
      fleet.catchUp();
      assertThat(fleet.index.status()).isEqualTo(Status.ACTIVE);
      assertThat(fleet.find("*")).containsExactly("t1");
    }
  }

  @Test
  default void everyChangeOfAThingIsFollowed() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1", Map.of("colour", "red"));
      fleet.registry.group("g1");
      fleet.registry.add("g1", "t1");
      fleet.catchUp();
      assertThat(fleet.find("attributes.colour:RED thingGroupNames:g1")).containsExactly("t1");
      fleet.update("t1", Map.of("colour", "green"));
      fleet.registry.remove("g1", "t1");
      fleet.catchUp();
      assertThat(fleet.find("attributes.colour:red OR thingGroupNames:g1")).isEmpty();
      assertThat(fleet.find("attributes.colour:green")).containsExactly("t1");
      fleet.registry.delete("t1");
      fleet.catchUp();
      assertThat(fleet.find("*")).isEmpty();
    }
  }

  @Test
  default void deletingAGroupIsFollowedWhenItsMembersAreSwept() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      fleet.registry.group("g1");
      fleet.registry.add("g1", "t1");
      fleet.catchUp();
      fleet.registry.deleteGroup("g1");
      fleet.registry.sweep();
      fleet.catchUp();
      assertThat(fleet.find("thingGroupNames:*")).isEmpty();
      assertThat(fleet.find("*")).containsExactly("t1");
    }
  }

  @Test
  default void everyChangeOfAnIndexedShadowIsFollowed() {
    try (Fleet fleet = fleet()) {
      fleet.index.configure(configuration(Mode.REGISTRY_AND_SHADOW, true, List.of("s"), null));
      fleet.registry.thing("t1");
      fleet.update(ShadowId.classic("t1"), "{'reported':{'ver':'BC78FD46F845'},'desired':{'x':1}}");
      fleet.update(ShadowId.classic("unregistered"), "{'reported':{'ver':'bc78fd46f845'}}");
      fleet.update(ShadowId.of("t1", "s"), "{'reported':{'n':5}}");
      fleet.update(ShadowId.of("t1", "other"), "{'reported':{'n':6}}");
      fleet.catchUp();
      assertThat(fleet.find("shadow.reported.ver:( bc78fd46f845)")).containsExactly("t1");
      assertThat(fleet.find("shadow.hasDelta:true shadow.delta.x:1")).containsExactly("t1");
      assertThat(fleet.find("shadow.metadata.reported.ver.timestamp>1")).containsExactly("t1");
      assertThat(fleet.find("shadow.name.s.reported.n:5")).containsExactly("t1");
      assertThat(fleet.index.search("t1", null, null).items().getFirst().shadow())
          .contains("\"ver\":\"BC78FD46F845\"", "\"version\":1", "\"name\":{\"s\":{")
          .doesNotContain("other");
      fleet.update(ShadowId.classic("t1"), "{'reported':{'ver':'next'}}");
      fleet.catchUp();
      assertThat(fleet.find("shadow.reported.ver:bc78fd46f845")).isEmpty();
      fleet.shadows.delete(ShadowId.classic("t1"), null, NOW);
      fleet.catchUp();
      assertThat(fleet.find("shadow.reported.ver:*")).isEmpty();
      assertThat(fleet.find("*")).containsExactly("t1");
    }
  }

  @Test
  default void aShadowOutlivesItsThingAndIsFoundAgainWithTheNextOfItsName() {
    try (Fleet fleet = fleet()) {
      fleet.index.configure(configuration(Mode.REGISTRY_AND_SHADOW, false, List.of(), null));
      String uuid = fleet.registry.thing("t1").uuid();
      fleet.update(ShadowId.classic("t1"), "{'reported':{'ver':'old'}}");
      fleet.registry.delete("t1");
      fleet.catchUp();
      assertThat(fleet.find("shadow.reported.ver:old")).isEmpty();
      assertThat(fleet.shadows.get(ShadowId.classic("t1")).version()).isEqualTo(1);
      assertThat(fleet.registry.thing("t1").uuid()).isNotEqualTo(uuid);
      fleet.catchUp();
      assertThat(fleet.find("shadow.reported.ver:old")).containsExactly("t1");
    }
  }

  @Test
  default void aSearchTellsWhatIsKnownOfAThing() {
    try (Fleet fleet = fleet().indexed()) {
      String uuid = fleet.registry.thing("t1", Map.of("a", "1")).uuid();
      fleet.registry.group("g1");
      fleet.registry.add("g1", "t1");
      fleet.catchUp();
      ThingDocument found = fleet.index.search("t1", null, null).items().getFirst();
      assertThat(found.uuid()).isEqualTo(uuid);
      assertThat(found.groups()).containsExactly("g1");
      assertThat(found.attributes()).isEqualTo(Map.of("a", "1"));
      assertThat(found.shadow()).isNull();
    }
  }

  @Test
  default void pagesShowEachThingOnceAlthoughThingsChangeBetweenThem() {
    try (Fleet fleet = fleet().indexed()) {
      IntStream.range(0, 25).forEach(i -> fleet.registry.thing("t" + i));
      fleet.catchUp();
      List<String> seen = new ArrayList<>();
      String token = null;
      do {
        Page<ThingDocument> page = fleet.index.search("thingName:t*", token, 4);
        page.items().forEach(thing -> seen.add(thing.name()));
        token = page.nextToken();
        fleet.update("t" + seen.size() / 2, Map.of("a", "1"));
        fleet.update("t24", Map.of("a", "1"));
        fleet.catchUp();
      } while (token != null);
      assertThat(seen).hasSize(25).doesNotHaveDuplicates();
      refusal(InvalidRequest.class, () -> fleet.index.search("*", null, 0));
      refusal(InvalidRequest.class, () -> fleet.index.search("*", null, 501));
      refusal(InvalidRequest.class, () -> fleet.index.search("*", "x", 1));
    }
  }

  @Test
  default void afterAStopTheIndexGoesOnWhereItWas() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      fleet.catchUp();
      fleet.index.close();
      fleet.registry.thing("t2");
      fleet.kill();
      assertThat(fleet.index.status()).isEqualTo(Status.BUILDING);
      fleet.catchUp();
      assertThat(fleet.find("*")).containsExactly("t1", "t2");
    }
  }

  @Test
  default void whatWasIndexedButNotCommittedIsReadAgain(
      @org.junit.jupiter.api.io.TempDir Path copied) throws IOException {
    try (Fleet fleet = fleet().indexed()) {
      copy(fleet.folder, copied);
      fleet.registry.thing("t1", Map.of("a", "1"));
      fleet.index.task().pass(fleet.now);
      fleet.update("t1", Map.of("a", "2"));
      fleet.index.task().pass(fleet.now);
      assertThat(fleet.find("attributes.a:2")).containsExactly("t1");
      try (FleetIndex afterKill =
          new FleetIndex(
              database(),
              fleet.shadows,
              fleet.connectivity,
              fleet.registry.dynamicMembers,
              copied)) {
        while (afterKill.task().pass(fleet.now) == Outcome.MORE) {}
        assertThat(afterKill.search("*", null, null).items())
            .extracting(thing -> thing.attributes().get("a"))
            .containsExactly("2");
      }
    }
  }

  @Test
  default void anIndexThatHasMissedEntriesIsBuiltAnew(@org.junit.jupiter.api.io.TempDir Path copied)
      throws IOException {
    try (Fleet fleet = fleet().indexed()) {
      copy(fleet.folder, copied);
      fleet.registry.thing("t1");
      fleet.catchUp();
      assertThat(fleet.logged()).isZero();
      try (FleetIndex restored =
          new FleetIndex(
              database(),
              fleet.shadows,
              fleet.connectivity,
              fleet.registry.dynamicMembers,
              copied)) {
        restored.task().pass(fleet.now);
        while (restored.task().pass(fleet.now) == Outcome.MORE) {}
        assertThat(restored.search("*", null, null).items()).hasSize(1);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!file.endsWith("write.lock")) {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  default void aDamagedIndexIsBuiltAnew() throws IOException {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      fleet.catchUp();
      fleet.index.close();
      try (Stream<Path> files = Files.walk(fleet.folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.writeString(file, "damaged");
        }
      }
      fleet.kill();
      fleet.catchUp();
      assertThat(fleet.find("*")).containsExactly("t1");
    }
  }

  @Test
  default void aLostIndexIsBuiltAnew() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      fleet.catchUp();
      fleet.index.close();
      StoredIndex.delete(fleet.folder.resolve("things"));
      fleet.kill();
      fleet.catchUp();
      assertThat(fleet.find("*")).containsExactly("t1");
    }
  }

  @Test
  default void anotherConfigurationIsBroughtToAllDocumentsWhileQueriesAreAnswered() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1", Map.of("a", "1"));
      fleet.catchUp();
      fleet.index.configure(
          new IndexingConfiguration(
              Mode.REGISTRY,
              false,
              false,
              false,
              List.of(),
              List.of(),
              List.of(new CustomField("attributes.a", FieldKind.NUMBER))));
      fleet.index.task().pass(fleet.now);
      assertThat(fleet.index.status()).isEqualTo(Status.REBUILDING);
      assertThat(fleet.find("*")).containsExactly("t1");
      fleet.catchUp();
      assertThat(fleet.index.status()).isEqualTo(Status.ACTIVE);
    }
  }

  @Test
  default void switchingTheIndexOffDeletesItAndTheLog() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      fleet.index.configure(IndexingConfiguration.OFF);
      fleet.registry.thing("t2");
      fleet.catchUp();
      assertThat(fleet.logged()).isZero();
      assertThat(fleet.folder.resolve("things")).doesNotExist();
      refusal(ResourceNotFound.class, () -> fleet.find("*"));
      fleet.indexed();
      assertThat(fleet.find("*")).containsExactly("t1", "t2");
    }
  }

  @Test
  default void theConfigurationIsKept() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.index.close();
      fleet.kill();
      assertThat(fleet.index.configuration()).isEqualTo(REGISTRY);
    }
  }

  @Test
  default void configurationsThatContradictThemselvesChangeNothing() {
    try (Fleet fleet = fleet().indexed()) {
      refuse(fleet, Mode.OFF, true, List.of(), null);
      refuse(fleet, Mode.REGISTRY, false, List.of(), "shadow.desired.x");
      refuse(fleet, Mode.REGISTRY, false, List.of(), "thingName");
      refuse(fleet, Mode.REGISTRY, false, List.of(), "attributes.a b");
      refuse(fleet, Mode.REGISTRY_AND_SHADOW, true, List.of(), null);
      refuse(fleet, Mode.REGISTRY_AND_SHADOW, false, List.of("s"), null);
      List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "s" + i).toList();
      refusal(
          LimitExceeded.class,
          () -> fleet.index.configure(configuration(Mode.REGISTRY_AND_SHADOW, true, eleven, null)));
      assertThat(fleet.index.configuration()).isEqualTo(REGISTRY);
      assertThat(fleet.index.status()).isEqualTo(Status.ACTIVE);
    }
  }

  private static void refuse(
      Fleet fleet, Mode mode, boolean named, List<String> shadows, @Nullable String field) {
    refusal(
        InvalidRequest.class,
        () -> fleet.index.configure(configuration(mode, named, shadows, field)));
  }

  private static IndexingConfiguration configuration(
      Mode mode, boolean named, List<String> shadows, @Nullable String field) {
    return new IndexingConfiguration(
        mode,
        false,
        false,
        named,
        shadows,
        List.of(),
        field == null ? List.of() : List.of(new CustomField(field, FieldKind.STRING)));
  }

  private static IndexingConfiguration withConnectivity(Mode mode, boolean named) {
    return new IndexingConfiguration(
        mode, true, false, named, named ? List.of("s") : List.of(), List.of(), List.of());
  }

  @Test
  default void schemasAreNamedAsInTheContract() {
    assertThat(REGISTRY.schema()).isEqualTo("REGISTRY");
    assertThat(configuration(Mode.REGISTRY_AND_SHADOW, true, List.of("s"), null).schema())
        .isEqualTo("MULTI_INDEXING_MODE");
    assertThat(withConnectivity(Mode.REGISTRY, false).schema())
        .isEqualTo("REGISTRY_AND_CONNECTIVITY_STATUS");
    assertThat(withConnectivity(Mode.REGISTRY_AND_SHADOW, false).schema())
        .isEqualTo("REGISTRY_AND_SHADOW_AND_CONNECTIVITY_STATUS");
    assertThat(withConnectivity(Mode.REGISTRY_AND_SHADOW, true).schema())
        .isEqualTo("MULTI_INDEXING_MODE");
  }

  @Test
  default void whatIsToldOfThingsIsFollowed() {
    try (Fleet fleet = fleet()) {
      fleet.registry.thing("t1");
      fleet.registry.thing("t2");
      fleet.index.configure(withConnectivity(Mode.REGISTRY, false));
      fleet.catchUp();
      assertThat(fleet.find("connectivity.connected:false")).containsExactly("t1", "t2");
      assertThat(fleet.find("connectivity.timestamp:*")).isEmpty();
      fleet.tell(TestPresence.connected("t1", NOW));
      fleet.tell(TestPresence.connected("no-thing", NOW));
      fleet.catchUp();
      assertThat(fleet.find("connectivity.connected:true connectivity.clientId:t1"))
          .containsExactly("t1");
      assertThat(fleet.find("connectivity.timestamp:" + NOW.toEpochMilli())).containsExactly("t1");
      assertThat(fleet.find("connectivity.keepAliveDuration:60 connectivity.cleanSession:true"))
          .containsExactly("t1");
      assertThat(fleet.find("*")).containsExactly("t1", "t2");
      fleet.tell(TestPresence.left("t1", DisconnectReason.CONNECTION_LOST, NOW.plusSeconds(1)));
      fleet.catchUp();
      assertThat(fleet.find("connectivity.connected:true")).isEmpty();
      assertThat(fleet.find("connectivity.disconnectReason:CONNECTION_LOST")).containsExactly("t1");
      assertThat(fleet.find("CONNECTION_LOST")).isEmpty();
      refusal(InvalidQuery.class, () -> fleet.find("connectivity.version:1"));
    }
  }

  @Test
  default void aThingThatIsRegisteredWhileItIsConnectedIsConnected() {
    try (Fleet fleet = fleet()) {
      fleet.index.configure(withConnectivity(Mode.REGISTRY, false));
      fleet.tell(TestPresence.connected("t1", NOW));
      fleet.catchUp();
      fleet.registry.thing("t1");
      fleet.catchUp();
      assertThat(fleet.find("connectivity.connected:true")).containsExactly("t1");
    }
  }

  @Test
  default void connectivityIsKeptAlsoWhileItIsNotIndexed() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1");
      fleet.catchUp();
      fleet.tell(TestPresence.connected("t1", NOW));
      assertThat(fleet.logged()).isZero();
      refusal(IndexNotReady.class, () -> fleet.index.connectivity("t1"));
      refusal(InvalidQuery.class, () -> fleet.find("connectivity.connected:true"));
      fleet.index.configure(withConnectivity(Mode.REGISTRY, false));
      fleet.catchUp();
      assertThat(fleet.find("connectivity.connected:true")).containsExactly("t1");
      assertThat(fleet.index.connectivity("t1").timestamp()).isEqualTo(NOW.toEpochMilli());
      refusal(ResourceNotFound.class, () -> fleet.index.connectivity("t2"));
    }
  }

  @Test
  default void everyChangeOfAGroupIsFollowed() {
    try (Fleet fleet = fleet()) {
      fleet.registry.group("root");
      fleet.index.configure(new GroupIndexingConfiguration(true, List.of()));
      assertThat(fleet.index.status(FleetIndex.GROUPS)).isEqualTo(Status.BUILDING);
      refusal(IndexNotReady.class, () -> fleet.findGroups("*"));
      fleet.catchUp();
      assertThat(fleet.index.status(FleetIndex.GROUPS)).isEqualTo(Status.ACTIVE);
      fleet.registry.group("child", "root");
      fleet.registry.group("leaf", "child");
      fleet.catchUp();
      assertThat(fleet.findGroups("*")).containsExactly("root", "child", "leaf");
      assertThat(fleet.findGroups("parentGroupNames:(root OR nobody)"))
          .containsExactly("child", "leaf");
      assertThat(fleet.findGroups("parentGroupNames:child")).containsExactly("leaf");
      fleet.describe("leaf", "Pumps of the north", Map.of("height", "75"));
      fleet.catchUp();
      assertThat(fleet.findGroups("description:NORTH attributes.height>70"))
          .containsExactly("leaf");
      assertThat(fleet.findGroups("thingGroupName:le* description:*")).containsExactly("leaf");
      fleet.registry.deleteGroup("leaf");
      fleet.catchUp();
      assertThat(fleet.findGroups("*")).containsExactly("root", "child");
      refusal(InvalidQuery.class, () -> fleet.findGroups("thingName:t1"));
      refusal(ResourceNotFound.class, () -> fleet.find("*"));
    }
  }

  @Test
  default void theTwoIndicesKeepLogsAndConfigurationsOfTheirOwn() {
    try (Fleet fleet = fleet().indexed()) {
      fleet.registry.group("g1");
      assertThat(fleet.logged()).isZero();
      fleet.registry.thing("t1");
      fleet.index.configure(new GroupIndexingConfiguration(true, List.of()));
      fleet.catchUp();
      assertThat(fleet.index.names()).containsExactly(FleetIndex.THINGS, FleetIndex.GROUPS);
      assertThat(fleet.find("*")).containsExactly("t1");
      fleet.index.configure(IndexingConfiguration.OFF);
      fleet.catchUp();
      fleet.index.close();
      fleet.kill();
      fleet.catchUp();
      assertThat(fleet.index.names()).containsExactly(FleetIndex.GROUPS);
      assertThat(fleet.findGroups("*")).containsExactly("g1");
      fleet.index.configure(GroupIndexingConfiguration.OFF);
      fleet.registry.group("g2");
      assertThat(fleet.loggedGroups()).isZero();
    }
  }

  @Test
  default void groupsChangedWhileTheServerWasStoppedAreFollowed() {
    try (Fleet fleet = fleet()) {
      fleet.index.configure(new GroupIndexingConfiguration(true, List.of()));
      fleet.registry.group("g1");
      fleet.catchUp();
      fleet.index.close();
      fleet.registry.deleteGroup("g1");
      fleet.registry.group("g2");
      fleet.kill();
      fleet.catchUp();
      assertThat(fleet.findGroups("*")).containsExactly("g2");
    }
  }

  @Test
  default void theIndexOfGroupsAggregatesAttributesOnly() {
    try (Fleet fleet = fleet()) {
      refusal(
          InvalidRequest.class,
          () ->
              fleet.index.configure(
                  new GroupIndexingConfiguration(
                      true, List.of(new CustomField("shadow.reported.x", FieldKind.NUMBER)))));
      refusal(
          InvalidRequest.class,
          () ->
              fleet.index.configure(
                  new GroupIndexingConfiguration(
                      false, List.of(new CustomField("attributes.x", FieldKind.NUMBER)))));
      fleet.index.configure(
          new GroupIndexingConfiguration(
              true, List.of(new CustomField("attributes.x", FieldKind.NUMBER))));
      assertThat(fleet.index.groupConfiguration().aggregated())
          .containsEntry("attributes.x", FieldKind.NUMBER)
          .containsEntry("version", FieldKind.NUMBER);
    }
  }
}
