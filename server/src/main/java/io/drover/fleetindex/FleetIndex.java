package io.drover.fleetindex;

import io.drover.background.BackgroundTask;
import io.drover.changes.ChangeLog;
import io.drover.changes.ChangeLog.Subject;
import io.drover.connectivity.Connectivity;
import io.drover.fleetindex.ThingDocuments.Sources;
import io.drover.paging.Page;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The indices of things and of thing groups. Each is off unless configured; then it holds all
/// there is within a second or so of each change, kept up by the [#task].
public final class FleetIndex implements AutoCloseable {
  /// The contract's name of the index of things.
  public static final String THINGS = "AWS_Things";

  /// The contract's name of the index of thing groups.
  public static final String GROUPS = "AWS_ThingGroups";

  private static final Duration WHILE_ON = Duration.ofMillis(250);
  private static final Duration WHILE_OFF = Duration.ofMinutes(10);

  private final Connectivity connectivity;
  private final KeptIndex<IndexingConfiguration, ThingDocument> things;
  private final KeptIndex<GroupIndexingConfiguration, GroupDocument> groups;
  private volatile Runnable configured = () -> {};

  /// @param folder where the indices lie; each is made when it is on, and deleted when it no longer
  ///   is
  public FleetIndex(Database database, Shadows shadows, Connectivity connectivity, Path folder) {
    this.connectivity = connectivity;
    this.things = new KeptIndex<>(database, ofThings(new Sources(shadows, connectivity)), folder);
    this.groups = new KeptIndex<>(database, ofGroups(), folder);
  }

  private static IndexKind<IndexingConfiguration, ThingDocument> ofThings(Sources sources) {
    return new IndexKind<>(
        THINGS,
        "things",
        new ChangeLog(Subject.THING),
        ThingDocument.class,
        IndexingConfiguration.OFF,
        configuration -> ThingDocuments.of(configuration, sources));
  }

  private static IndexKind<GroupIndexingConfiguration, GroupDocument> ofGroups() {
    return new IndexKind<>(
        GROUPS,
        "groups",
        new ChangeLog(Subject.THING_GROUP),
        GroupDocument.class,
        GroupIndexingConfiguration.OFF,
        _ -> new GroupDocuments());
  }

  /// Whether an index can be asked, and how complete the answers are.
  public enum Status {
    ACTIVE,
    /// Queries are refused.
    BUILDING,
    /// Queries are answered, from documents of which some are not of the configuration yet.
    REBUILDING
  }

  public IndexingConfiguration configuration() {
    return things.configuration();
  }

  public GroupIndexingConfiguration groupConfiguration() {
    return groups.configuration();
  }

  /// Puts a configuration in force. Refuses one that contradicts itself.
  public void configure(IndexingConfiguration configuration) {
    things.configure(
        configuration.checked(), tx -> connectivity.follow(tx, configuration.connectivity()));
    configured.run();
  }

  /// As [#configure(IndexingConfiguration)], for the index of groups.
  public void configure(GroupIndexingConfiguration configuration) {
    groups.configure(configuration.checked(), _ -> {});
    configured.run();
  }

  /// From now on calls `action` after each [#configure].
  public void whenConfigured(Runnable action) {
    configured = action;
  }

  /// The names of the indices that are on.
  public List<String> names() {
    return Stream.of(things, groups).filter(KeptIndex::isOn).map(KeptIndex::name).toList();
  }

  /// The state of an index; refused while it is not on.
  public Status status(String name) {
    return named(name).status();
  }

  /// The state of the index of things.
  public Status status() {
    return things.status();
  }

  /// The contract's name for what an index holds.
  public String schema(String name) {
    return named(name).configuration().schema();
  }

  private KeptIndex<?, ?> named(String name) {
    return switch (name) {
      case THINGS -> things;
      case GROUPS -> groups;
      default -> throw KeptIndex.notFound(name);
    };
  }

  /// The things that a query finds, in the order of their registration.
  public Page<ThingDocument> search(String query, @Nullable String token, @Nullable Integer size) {
    return things.search(query, token, size);
  }

  /// The thing groups that a query finds, in the order of their creation.
  public Page<GroupDocument> searchGroups(
      String query, @Nullable String token, @Nullable Integer size) {
    return groups.search(query, token, size);
  }

  /// What is known of a thing's connection now; [ThingConnectivity#connected] is false for one that
  /// has never had any. Refused while connectivity is not indexed.
  public ThingConnectivity connectivity(String thing) {
    if (!configuration().connectivity()) {
      throw new IndexNotReady("Connectivity is not indexed.").toException();
    }
    return connectivity.of(thing).map(ThingConnectivity::of).orElse(ThingConnectivity.NEVER);
  }

  /// Keeps the indices up with the store. To be nudged [#whenConfigured].
  public BackgroundTask task() {
    return new KeepUp();
  }

  @Override
  public void close() {
    things.close();
    groups.close();
  }

  private final class KeepUp implements BackgroundTask {
    @Override
    public String name() {
      return "fleet-index";
    }

    @Override
    public Duration period() {
      return names().isEmpty() ? WHILE_OFF : WHILE_ON;
    }

    @Override
    public Outcome pass(Instant now) {
      boolean more = things.pass(now);
      more |= groups.pass(now);
      return more ? Outcome.MORE : Outcome.DONE;
    }
  }
}
