package io.drover.fleetindex;

import static io.drover.registry.TestRegistry.NOW;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.connectivity.TestPresence;
import io.drover.fleetindex.IndexingConfiguration.CustomField;
import io.drover.fleetindex.IndexingConfiguration.Mode;
import io.drover.protocol.ShadowUpdate;
import io.drover.registry.AttributeUpdate;
import io.drover.registry.DescribedThingGroup;
import io.drover.registry.GroupQuery;
import io.drover.registry.NewDynamicThingGroup;
import io.drover.registry.TestRegistry;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroupUpdate;
import io.drover.registry.ThingName;
import io.drover.registry.ThingUpdate;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// A registry with dynamic groups over an index of registry and shadows, whose passes are run by
/// hand.
final class GroupedFleet implements AutoCloseable {
  private static final int PASSES_BETWEEN_COMMITS = 5;

  static final IndexingConfiguration SHADOWS =
      new IndexingConfiguration(
          Mode.REGISTRY_AND_SHADOW, false, false, false, List.of(), List.of(), List.of());

  final TestRegistry registry;
  final Shadows shadows;
  private final Path root;
  private Path folder;
  private int kills;
  FleetIndex index;
  DynamicGroups groups;
  Instant now = NOW;

  GroupedFleet(Database database, Path root) {
    this.registry = new TestRegistry(database);
    this.shadows = new Shadows(database, registry.changes);
    this.root = root;
    this.folder = root.resolve("0");
    this.index = open();
    this.groups = groups();
  }

  private FleetIndex open() {
    return new FleetIndex(
        registry.database,
        shadows,
        TestPresence.connectivity(registry),
        registry.dynamicMembers,
        folder);
  }

  private DynamicGroups groups() {
    DynamicGroups opened = new DynamicGroups(index, registry.dynamic, registry.dynamicMembers);
    index.usedBy(opened);
    return opened;
  }

  GroupedFleet indexed() {
    index.configure(SHADOWS);
    catchUp();
    return this;
  }

  /// Of the same fields, so that no group is in the way, and yet another configuration each time.
  void configureAnew() {
    boolean plain = index.configuration().customFields().isEmpty();
    index.configure(
        new IndexingConfiguration(
            Mode.REGISTRY_AND_SHADOW,
            false,
            false,
            false,
            List.of(),
            List.of(),
            plain ? List.of(new CustomField("attributes.a", FieldKind.NUMBER)) : List.of()));
  }

  Outcome pass() {
    now = now.plusSeconds(1);
    Outcome outcome = index.task().pass(now);
    if (now.getEpochSecond() % PASSES_BETWEEN_COMMITS == 0) {
      var _ = index.commits().pass(now);
    }
    return outcome;
  }

  /// Passes until all that is logged has been read, on PostgreSQL also what other transactions hide
  /// for a while. Fails when there is no end to it.
  void catchUp() {
    long read;
    do {
      TestRegistry.await(this::isSettled);
      read = logged();
      passes();
    } while (logged() != read);
  }

  private boolean isSettled() {
    return count("SELECT COUNT(*) FROM index_change")
        == count("SELECT COUNT(*) FROM index_change_settled");
  }

  private long logged() {
    return count("SELECT COALESCE(MAX(seq), 0) FROM index_change");
  }

  private long count(String sql) {
    return registry.database.read(
        reading -> reading.first(sql, row -> row.number(1)).orElseThrow());
  }

  private void passes() {
    for (int passes = 0; pass() == Outcome.MORE; passes++) {
      if (passes > 1_000) {
        throw new AssertionError("the index does not come to rest");
      }
    }
  }

  /// What a kill leaves: the store, and of the index what it had committed.
  void kill() {
    kills++;
    Path left = root.resolve(Integer.toString(kills));
    if (Files.isDirectory(folder)) {
      copy(folder, left);
    }
    index.close();
    folder = left;
    index = open();
    groups = groups();
  }

  /// A kill after which the index is lost.
  void lose() {
    index.close();
    StoredIndex.delete(folder);
    index = open();
    groups = groups();
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!file.endsWith("write.lock")) {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void create(String name, String query) {
    groups.create(
        new NewDynamicThingGroup(
            new ThingGroupName(name), Optional.empty(), Map.of(), query, List.of()),
        NOW);
  }

  void change(String name, String query) {
    groups.update(
        new ThingGroupName(name),
        new ThingGroupUpdate(Optional.empty(), AttributeUpdate.NONE, Optional.empty()),
        Optional.of(query));
  }

  void delete(String name) {
    registry.dynamic.delete(new ThingGroupName(name), Optional.empty());
    registry.sweep();
  }

  GroupQuery.Status status(String name) {
    DescribedThingGroup described = registry.groups.describe(new ThingGroupName(name));
    return described.group().query().orElseThrow().status();
  }

  void attribute(String thing, String name, String value) {
    registry.things.update(
        new ThingName(thing),
        new ThingUpdate(
            Optional.empty(),
            false,
            new AttributeUpdate(Map.of(name, value), true),
            Optional.empty()));
  }

  void reports(String thing, String state) {
    shadows.update(
        ShadowId.classic(thing),
        new ShadowUpdate(
            new JsonMapper().readTree("{\"reported\":" + state.replace('\'', '"') + "}"),
            null,
            null),
        NOW);
  }

  List<String> in(String group) {
    return registry.thingsIn(group, false);
  }

  List<String> find(String query) {
    return index.search(query, null, 500).items().stream().map(ThingDocument::name).toList();
  }

  @Override
  public void close() {
    index.close();
  }
}
