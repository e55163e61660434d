package io.drover.fleetindex;

import io.drover.background.BackgroundTask;
import io.drover.changes.ChangeLog;
import io.drover.changes.ChangeLog.Subject;
import io.drover.connectivity.Connectivity;
import io.drover.fleetindex.ThingDocuments.Sources;
import io.drover.fleetindex.aggregation.Aggregation;
import io.drover.paging.Page;
import io.drover.registry.DynamicMembers;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The indices of things and of thing groups. Each is off unless configured; then it holds all
/// there is within a second or so of each change, kept up by the [#task].
public final class FleetIndex implements AutoCloseable {
  /// The contract's name of the index of things.
  public static final String THINGS = "AWS_Things";

  /// The contract's name of the index of thing groups.
  public static final String GROUPS = "AWS_ThingGroups";

  private static final ChangeLog OF_THINGS = new ChangeLog(Subject.THING);
  private static final ChangeLog OF_GROUPS = new ChangeLog(Subject.THING_GROUP);
  private static final int AGGREGATIONS_AT_ONCE = 2;
  private static final Duration WHILE_ON = Duration.ofMillis(100);
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(5);
  private static final Duration WHILE_OFF = Duration.ofMinutes(10);

  private final Connectivity connectivity;
  private final KeptIndex<IndexingConfiguration, ThingDocument> things;
  private final KeptIndex<GroupIndexingConfiguration, GroupDocument> groups;
  private final List<IndexUse> uses = new CopyOnWriteArrayList<>();
  private final Turns aggregations = new Turns(AGGREGATIONS_AT_ONCE);
  private volatile Runnable configured = () -> {};

  /// @param members the members of dynamic groups, which are kept to what the index finds
  /// @param folder where the indices lie; each is made when it is on, and deleted when it no longer
  ///   is
  public FleetIndex(
      Database database,
      Shadows shadows,
      Connectivity connectivity,
      DynamicMembers members,
      Path folder) {
    this.connectivity = connectivity;
    this.things =
        new KeptIndex<>(
            database, ofThings(database, new Sources(shadows, connectivity), members), folder);
    this.groups = new KeptIndex<>(database, ofGroups(database), folder);
  }

  private static IndexKind<IndexingConfiguration, ThingDocument> ofThings(
      Database database, Sources sources, DynamicMembers members) {
    IndexingConfigurations<IndexingConfiguration> configurations =
        new IndexingConfigurations<>(database, THINGS, OF_THINGS, IndexingConfiguration.OFF);
    return new IndexKind<>(
        THINGS,
        "things",
        OF_THINGS,
        ThingDocument.class,
        configurations,
        configuration -> ThingDocuments.of(configuration, sources),
        new GroupUpkeep(database, members, configurations));
  }

  private static IndexKind<GroupIndexingConfiguration, GroupDocument> ofGroups(Database database) {
    return new IndexKind<>(
        GROUPS,
        "groups",
        OF_GROUPS,
        GroupDocument.class,
        new IndexingConfigurations<>(database, GROUPS, OF_GROUPS, GroupIndexingConfiguration.OFF),
        _ -> new GroupDocuments(),
        Dependents.none());
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

  /// The configuration of the index of things, as the store has it.
  IndexingConfiguration configuration(Reading reading) {
    return things.configuration(reading);
  }

  public GroupIndexingConfiguration groupConfiguration() {
    return groups.configuration();
  }

  /// Puts a configuration in force. Refuses one that contradicts itself, turning off what is in
  /// use, and what a user cannot do with.
  public synchronized void configure(IndexingConfiguration configuration) {
    things.configure(configuration.checked(), tx -> tell(configuration, tx));
    configured.run();
  }

  private void tell(IndexingConfiguration next, Transaction tx) {
    for (IndexUse use : uses) {
      if (!next.isOn() && use.exists(tx)) {
        throw new InvalidRequest("The index is in use: there are " + use.name() + ".")
            .toException();
      }
      use.configured(tx, next);
    }
    connectivity.follow(tx, next.connectivity());
  }

  /// As [#configure(IndexingConfiguration)], for the index of groups.
  public synchronized void configure(GroupIndexingConfiguration configuration) {
    groups.configure(configuration.checked(), _ -> {});
    configured.run();
  }

  /// From now on the index of things cannot be turned off while there is any of `use`, which is
  /// also asked about every other configuration.
  public void usedBy(IndexUse use) {
    uses.add(use);
  }

  /// Refuses to go on unless things are indexed, as the store has it.
  public void requireOn(Reading reading) {
    things.requireOn(reading);
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

  /// The things that a query finds, in the order of their registration. A page ends early where its
  /// documents take much memory.
  public Page<ThingDocument> search(String query, @Nullable String token, @Nullable Integer size) {
    return things.search(query, token, size);
  }

  /// The thing groups that a query finds, in the order of their creation.
  public Page<GroupDocument> searchGroups(
      String query, @Nullable String token, @Nullable Integer size) {
    return groups.search(query, token, size);
  }

  /// What an aggregation makes of a field of what a query finds in an index; of the version in the
  /// registry when no field is named. Two are computed at a time. Refuses a field that is neither
  /// managed nor custom.
  public <R> R aggregate(
      String name, String query, @Nullable String field, Aggregation<R> aggregation) {
    Aggregated<R> asked = named(name).aggregated(query, field, aggregation);
    return aggregations.take(asked::compute);
  }

  /// Refuses what [#aggregate] would refuse, without computing anything.
  public void check(String name, String query, String field, Aggregation<?> aggregation) {
    named(name).aggregated(query, field, aggregation);
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

  /// Makes durable what the [#task] has done, beside it: it is done again after a kill.
  public BackgroundTask commits() {
    return new Commit();
  }

  @Override
  public void close() {
    things.close();
    groups.close();
  }

  private final class Commit implements BackgroundTask {
    @Override
    public String name() {
      return "fleet-index-commits";
    }

    @Override
    public Duration period() {
      return BETWEEN_COMMITS;
    }

    @Override
    public Outcome pass(Instant now) {
      things.commit();
      groups.commit();
      return Outcome.DONE;
    }
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
