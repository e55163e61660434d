package io.drover.registry;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.paging.Page;
import io.drover.registry.RegistryChange.ThingBilled;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// What billing groups do, whichever database keeps them.
interface BillingGroupsStoreContract {
  BillingGroupName B1 = new BillingGroupName("b1");
  BillingGroupName B2 = new BillingGroupName("b2");
  ThingName T1 = new ThingName("t1");

  Database database();

  private TestRegistry registry() {
    return new TestRegistry(database());
  }

  private static NewThing billed(String thing, Optional<BillingGroupName> group) {
    return new NewThing(new ThingName(thing), Optional.empty(), Map.of(), group);
  }

  private static NewBillingGroup described(String description) {
    return new NewBillingGroup(B1, Optional.of(description), List.of());
  }

  @Test
  default void aGroupIsDescribedAsItWasCreatedAndADifferentOneIsRefused() {
    TestRegistry registry = registry();
    BillingGroup created = registry.billingGroups.create(described("ours"), NOW);
    assertThat(registry.billingGroups.describe(B1)).isEqualTo(created);
    assertThat(created.version()).isEqualTo(1);
    assertThat(registry.billingGroups.create(described("ours"), NOW)).isEqualTo(created);
    ResourceAlreadyExists refusal =
        refusal(
            ResourceAlreadyExists.class,
            () -> registry.billingGroups.create(described("theirs"), NOW));
    assertThat(refusal.resourceArn())
        .isEqualTo("arn:aws:iot:eu-central-1:123456789012:billinggroup/b1");
  }

  @Test
  default void anUpdateCountsAndGoesByTheExpectedVersion() {
    TestRegistry registry = registry();
    registry.billingGroups.create(described("ours"), NOW);
    assertThat(registry.billingGroups.update(B1, Optional.of("all"), Optional.of(1L))).isEqualTo(2);
    refusal(
        VersionConflict.class,
        () -> registry.billingGroups.update(B1, Optional.of("none"), Optional.of(1L)));
    assertThat(registry.billingGroups.update(B1, Optional.empty(), Optional.empty())).isEqualTo(3);
    assertThat(registry.billingGroups.describe(B1).description()).contains("all");
    refusal(
        InvalidRequest.class,
        () -> registry.billingGroups.update(B1, Optional.of("x".repeat(2029)), Optional.empty()));
  }

  @Test
  default void aGroupGoesWhenItIsEmptyAndOfTheExpectedVersion() {
    TestRegistry registry = registry();
    registry.billingGroup("b1");
    registry.things.create(billed("t1", Optional.of(B1)), NOW);
    refusal(InvalidRequest.class, () -> registry.billingGroups.delete(B1, Optional.empty()));
    registry.delete("t1");
    refusal(VersionConflict.class, () -> registry.billingGroups.delete(B1, Optional.of(2L)));
    registry.billingGroups.delete(B1, Optional.of(1L));
    registry.billingGroups.delete(B1, Optional.of(1L));
    refusal(ResourceNotFound.class, () -> registry.billingGroups.describe(B1));
  }

  @Test
  default void aThingIsInOneGroupAtMost() {
    TestRegistry registry = registry();
    registry.billingGroup("b1");
    registry.billingGroup("b2");
    registry.thing("t1");
    registry.billed.add(B1, T1);
    registry.billed.add(B1, T1);
    refusal(InvalidRequest.class, () -> registry.billed.add(B2, T1));
    refusal(InvalidRequest.class, () -> registry.billed.remove(B2, T1));
    Thing thing = registry.things.describe(T1);
    assertThat(thing.billingGroup()).contains(B1);
    assertThat(thing.version()).isEqualTo(1);
    registry.billed.remove(B1, T1);
    registry.billed.remove(B1, T1);
    assertThat(registry.things.describe(T1).billingGroup()).isEmpty();
    registry.billed.add(B2, T1);
  }

  @Test
  default void unknownGroupsAndThingsAreNotFound() {
    TestRegistry registry = registry();
    registry.thing("t1");
    refusal(ResourceNotFound.class, () -> registry.billed.add(B1, T1));
    refusal(ResourceNotFound.class, () -> registry.billed.things(B1, null, null));
    refusal(
        ResourceNotFound.class,
        () -> registry.billingGroups.update(B1, Optional.empty(), Optional.empty()));
    registry.billingGroup("b1");
    refusal(ResourceNotFound.class, () -> registry.billed.remove(B1, new ThingName("t2")));
  }

  @Test
  default void aRepeatedCreationMustNameTheGroupOfTheThingOrNone() {
    TestRegistry registry = registry();
    registry.billingGroup("b1");
    registry.billingGroup("b2");
    Thing created = registry.things.create(billed("t1", Optional.of(B1)), NOW);
    assertThat(created.billingGroup()).contains(B1);
    assertThat(registry.things.create(billed("t1", Optional.of(B1)), NOW)).isEqualTo(created);
    assertThat(registry.thing("t1")).isEqualTo(created);
    refusal(
        ResourceAlreadyExists.class,
        () -> registry.things.create(billed("t1", Optional.of(B2)), NOW));
  }

  @Test
  default void anUpdateOfAThingKeepsItsGroup() {
    TestRegistry registry = registry();
    registry.billingGroup("b1");
    registry.things.create(billed("t1", Optional.of(B1)), NOW);
    registry.things.update(
        T1,
        new ThingUpdate(
            Optional.empty(),
            false,
            new AttributeUpdate(Map.of("a", "1"), true),
            Optional.empty()));
    assertThat(registry.things.describe(T1).billingGroup()).contains(B1);
  }

  @Test
  default void groupsAreListedByPrefixAndTheirThingsPageByPage() {
    TestRegistry registry = registry();
    List.of("b1", "b2", "c").forEach(registry::billingGroup);
    Page<BillingGroupName> first = registry.billingGroups.list("b", null, 1);
    assertThat(first.items()).containsExactly(B1);
    assertThat(registry.billingGroups.list("b", first.nextToken(), 1).items()).containsExactly(B2);
    for (int i = 0; i < 5; i++) {
      registry.things.create(billed("t" + i, Optional.of(B1)), NOW);
    }
    registry.things.create(billed("t6", Optional.of(B2)), NOW);
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Page<ThingName> page = registry.billed.things(B1, token, 2);
      page.items().forEach(thing -> seen.add(thing.value()));
      token = page.nextToken();
    } while (token != null);
    assertThat(seen).containsExactly("t0", "t1", "t2", "t3", "t4");
  }

  @Test
  default void changesOfBillingAreAnnounced() {
    TestRegistry registry = registry();
    List<ThingBilled> seen = new CopyOnWriteArrayList<>();
    registry.changes.follow(ThingBilled.class, seen::add);
    registry.billingGroup("b1");
    long thing = registry.thing("t1").id();
    registry.billed.add(B1, T1);
    registry.billed.add(B1, T1);
    registry.billed.remove(B1, T1);
    TestRegistry.await(() -> seen.size() >= 2);
    assertThat(seen)
        .containsExactly(
            new ThingBilled(thing, T1, Optional.of(B1)),
            new ThingBilled(thing, T1, Optional.empty()));
  }
}
