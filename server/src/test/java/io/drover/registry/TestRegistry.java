package io.drover.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.arn.Arns;
import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.registry.ThingGroupFilter.Depth;
import io.drover.registry.ThingGroupMembers.WhenFull;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.store.Database;
import io.drover.tags.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/// A registry over some database, and short words for what tests do with it.
public final class TestRegistry {
  public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  public final Arns arns = new Arns("eu-central-1", "123456789012");
  public final Changes changes;
  public final Tags tags = new Tags();
  public final Set<String> certificates = new HashSet<>();
  public final Database database;
  private final Departures departures;
  public final Things things;
  public final ThingTypes types;
  public final BillingGroups billingGroups;
  public final BillingGroupMembers billed;
  public final ThingGroups groups;
  public final DynamicThingGroups dynamic;
  public final DynamicMembers dynamicMembers;
  public final ThingGroupMembers members;
  public final ThingPrincipals principals;

  public TestRegistry(Database database) {
    this(database, new Changes(), new NoArrivals(), new NoDepartures());
  }

  public TestRegistry(
      Database database, Changes changes, Arrivals arrivals, Departures departures) {
    this.database = database;
    this.changes = changes;
    this.departures = departures;
    things = new Things(database, changes, arns, departures);
    types = new ThingTypes(database, changes, arns, tags, RegistryConfig.AWS.typeDeletionWait());
    billingGroups = new BillingGroups(database, arns, tags);
    billed = new BillingGroupMembers(database, changes);
    groups = new ThingGroups(database, changes, arns, tags, arrivals, departures);
    dynamic = new DynamicThingGroups(database, groups);
    dynamicMembers = new DynamicMembers(changes, arrivals, departures);
    members = new ThingGroupMembers(database, changes, arrivals, departures);
    principals = new ThingPrincipals(database, changes, arns, (_, id) -> certificates.contains(id));
  }

  public Thing thing(String name) {
    return thing(name, Map.of());
  }

  public Thing thing(String name, Map<String, String> attributes) {
    return things.create(
        new NewThing(new ThingName(name), Optional.empty(), attributes, Optional.empty()), NOW);
  }

  public ThingType type(String name) {
    return types.create(
        new NewThingType(new ThingTypeName(name), ThingType.Properties.NONE, List.of()), NOW);
  }

  /// A thing of a type.
  public Thing thing(String name, String type, Map<String, String> attributes) {
    return things.create(
        new NewThing(
            new ThingName(name),
            Optional.of(new ThingTypeName(type)),
            attributes,
            Optional.empty()),
        NOW);
  }

  public BillingGroup billingGroup(String name) {
    return billingGroups.create(
        new NewBillingGroup(new BillingGroupName(name), Optional.empty(), List.of()), NOW);
  }

  public ThingGroup group(String name) {
    return group(name, null);
  }

  public ThingGroup group(String name, @Nullable String parent) {
    return groups.create(
        new NewThingGroup(
            new ThingGroupName(name),
            Optional.ofNullable(parent).map(ThingGroupName::new),
            Optional.empty(),
            Map.of(),
            List.of()),
        NOW);
  }

  public void add(String group, String... things) {
    for (String thing : things) {
      members.add(new ThingGroupName(group), new ThingName(thing), WhenFull.REFUSE, NOW);
    }
  }

  public void remove(String group, String thing) {
    members.remove(new ThingGroupName(group), new ThingName(thing), NOW);
  }

  public void delete(String thing) {
    things.delete(new ThingName(thing), Optional.empty(), NOW);
  }

  public void deleteGroup(String group) {
    groups.delete(new ThingGroupName(group), Optional.empty());
  }

  /// Deletes what is left of deleted groups.
  public void sweep() {
    SweepMembersTask task = new SweepMembersTask(database, departures);
    while (task.pass(NOW) == BackgroundTask.Outcome.MORE) {}
  }

  public List<String> thingsIn(String group, boolean recursive) {
    return members.things(new ThingGroupName(group), recursive, null, null).items().stream()
        .map(ThingName::value)
        .toList();
  }

  public List<String> groupsOf(String thing) {
    return names(members.groups(new ThingName(thing), null, null).items());
  }

  public List<String> groupsBelow(@Nullable String parent, Depth depth) {
    ThingGroupFilter filter =
        new ThingGroupFilter(Optional.ofNullable(parent).map(ThingGroupName::new), "", depth);
    return names(groups.list(filter, null, null).items());
  }

  static List<String> names(List<ThingGroupName> groups) {
    return groups.stream().map(ThingGroupName::value).toList();
  }

  /// The ARN of a certificate that from now on exists.
  public String certificate(char digit) {
    String id = String.valueOf(digit).repeat(64);
    certificates.add(id);
    return arns.of("cert", id);
  }

  public void attach(String thing, String principal) {
    attach(thing, principal, ThingPrincipalType.NON_EXCLUSIVE_THING);
  }

  public void attach(String thing, String principal, ThingPrincipalType type) {
    principals.attach(new ThingName(thing), principal, type);
  }

  /// Waits until what follows a commit has been seen.
  public static void await(BooleanSupplier seen) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!seen.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(seen.getAsBoolean()).isTrue();
  }

  /// Asserts that the action is refused in this way, and answers the refusal.
  public static <R extends Rejection> R refusal(Class<R> type, ThrowingCallable action) {
    RejectedException refused = catchThrowableOfType(RejectedException.class, action);
    assertThat(refused).as("refusal").isNotNull();
    assertThat(refused.rejection()).isInstanceOf(type);
    return type.cast(refused.rejection());
  }
}
