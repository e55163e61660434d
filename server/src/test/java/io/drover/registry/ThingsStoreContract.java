package io.drover.registry;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.paging.Page;
import io.drover.registry.RegistryChange.ThingCreated;
import io.drover.registry.RegistryChange.ThingDeleted;
import io.drover.registry.RegistryChange.ThingGroupCreated;
import io.drover.registry.RegistryChange.ThingGroupMemberAdded;
import io.drover.registry.RegistryChange.ThingGroupMemberRemoved;
import io.drover.registry.RegistryChange.ThingUpdated;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What things do, whichever database keeps them.
interface ThingsStoreContract {
  ThingName T1 = new ThingName("t1");

  Database database();

  private TestRegistry registry() {
    return new TestRegistry(database());
  }

  private static ThingUpdate update(Map<String, String> attributes, boolean merge) {
    return new ThingUpdate(
        Optional.empty(), false, new AttributeUpdate(attributes, merge), Optional.empty());
  }

  @Test
  default void aNewThingHasVersionOneAndAnIdOfItsOwn() {
    TestRegistry registry = registry();
    Thing created = registry.thing("t1", Map.of("a", "1"));
    assertThat(registry.things.describe(T1)).isEqualTo(created);
    assertThat(created.version()).isEqualTo(1);
    assertThat(created.createdAt()).isEqualTo(NOW);
    assertThat(registry.thing("t2").uuid()).isNotEqualTo(created.uuid());
  }

  @Test
  default void creatingTheSameThingAgainAnswersTheFirst() {
    TestRegistry registry = registry();
    Thing first = registry.thing("t1", Map.of("a", "1", "b", "2"));
    assertThat(registry.thing("t1", Map.of("b", "2", "a", "1"))).isEqualTo(first);
    assertThat(registry.things.describe(T1).version()).isEqualTo(1);
  }

  @Test
  default void creatingADifferentThingUnderATakenNameIsRefused() {
    TestRegistry registry = registry();
    Thing first = registry.thing("t1");
    ResourceAlreadyExists refusal =
        refusal(ResourceAlreadyExists.class, () -> registry.thing("t1", Map.of("a", "1")));
    assertThat(refusal.resourceArn()).isEqualTo("arn:aws:iot:eu-central-1:123456789012:thing/t1");
    assertThat(refusal.resourceId()).isEqualTo(first.uuid());
    assertThat(registry.things.describe(T1).attributes()).isEqualTo(Attributes.NONE);
  }

  @Test
  default void withoutATypeAThingHasThreeAttributesAtMost() {
    TestRegistry registry = registry();
    registry.thing("t1", Map.of("a", "1", "b", "2", "c", "3"));
    refusal(
        InvalidRequest.class,
        () -> registry.thing("t2", Map.of("a", "1", "b", "2", "c", "3", "d", "4")));
    refusal(InvalidRequest.class, () -> registry.things.update(T1, update(Map.of("d", "4"), true)));
  }

  @Test
  default void unknownTypesAndBillingGroupsAreNotFound() {
    TestRegistry registry = registry();
    NewThing typed =
        new NewThing(T1, Optional.of(new ThingTypeName("lamp")), Map.of(), Optional.empty());
    NewThing billed =
        new NewThing(T1, Optional.empty(), Map.of(), Optional.of(new BillingGroupName("b")));
    refusal(ResourceNotFound.class, () -> registry.things.create(typed, NOW));
    refusal(ResourceNotFound.class, () -> registry.things.create(billed, NOW));
    refusal(ResourceNotFound.class, () -> registry.things.describe(T1));
  }

  @Test
  default void anUpdateReplacesOrMergesAttributesAndCounts() {
    TestRegistry registry = registry();
    registry.thing("t1", Map.of("a", "0", "b", "2"));
    registry.things.update(T1, update(Map.of("a", "1"), false));
    assertThat(registry.things.describe(T1).attributes().values()).isEqualTo(Map.of("a", "1"));
    registry.things.update(T1, update(Map.of("b", "2", "a", ""), true));
    Thing thing = registry.things.describe(T1);
    assertThat(thing.attributes().values()).isEqualTo(Map.of("b", "2"));
    assertThat(thing.version()).isEqualTo(3);
  }

  @Test
  default void anUpdateOfAnotherVersionChangesNothing() {
    TestRegistry registry = registry();
    Thing created = registry.thing("t1");
    ThingUpdate stale =
        new ThingUpdate(
            Optional.empty(), false, new AttributeUpdate(Map.of("a", "1"), true), Optional.of(99L));
    refusal(VersionConflict.class, () -> registry.things.update(T1, stale));
    assertThat(registry.things.describe(T1)).isEqualTo(created);
  }

  @Test
  default void anUpdateOfAnUnknownThingIsNotFound() {
    refusal(ResourceNotFound.class, () -> registry().things.update(T1, update(Map.of(), true)));
  }

  @Test
  default void deletingAnUnknownThingNeedsNothing() {
    registry().delete("t1");
  }

  @Test
  default void deletingAnotherVersionIsRefused() {
    TestRegistry registry = registry();
    registry.thing("t1");
    refusal(
        VersionConflict.class, () -> registry.things.delete(T1, Optional.of(2L), TestRegistry.NOW));
    registry.things.delete(T1, Optional.of(1L), TestRegistry.NOW);
    refusal(ResourceNotFound.class, () -> registry.things.describe(T1));
  }

  @Test
  default void aThingWithPrincipalsCannotBeDeleted() {
    TestRegistry registry = registry();
    registry.thing("t1");
    String principal = registry.certificate('a');
    registry.attach("t1", principal);
    InvalidRequest refusal = refusal(InvalidRequest.class, () -> registry.delete("t1"));
    assertThat(refusal.message()).contains("still attached to one or more principals");
    registry.principals.detach(T1, principal);
    registry.delete("t1");
    refusal(ResourceNotFound.class, () -> registry.things.describe(T1));
  }

  @Test
  default void aThingRegisteredAgainIsAnotherThing() {
    TestRegistry registry = registry();
    Thing first = registry.thing("t1");
    registry.group("g1");
    registry.add("g1", "t1");
    registry.delete("t1");
    Thing second = registry.thing("t1");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.uuid()).isNotEqualTo(first.uuid());
    assertThat(second.version()).isEqualTo(1);
    assertThat(registry.groupsOf("t1")).isEmpty();
    assertThat(registry.thingsIn("g1", false)).isEmpty();
  }

  @Test
  default void thingsAreListedPageByPageInTheOrderOfTheirNames() {
    TestRegistry registry = registry();
    List.of("b", "a-1", "B", "a_1", "a:1", "A").forEach(registry::thing);
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Page<Thing> page = registry.things.list(ThingFilter.ALL, token, 1);
      page.items().forEach(thing -> seen.add(thing.name().value()));
      token = page.nextToken();
    } while (token != null);
    assertThat(seen).containsExactly("A", "B", "a-1", "a:1", "a_1", "b");
  }

  @Test
  default void pagesOfMoreThan250AndForeignTokensAreRefused() {
    TestRegistry registry = registry();
    refusal(InvalidRequest.class, () -> registry.things.list(ThingFilter.ALL, null, 251));
    refusal(InvalidRequest.class, () -> registry.things.list(ThingFilter.ALL, "x", null));
  }

  @Test
  default void thingsAreFoundByAttribute() {
    TestRegistry registry = registry();
    registry.thing("t1", Map.of("color", "red"));
    registry.thing("t2", Map.of("color", "green"));
    registry.thing("t3", Map.of("size", "red"));
    assertThat(found(registry, "color", "red", false)).containsExactly("t1");
    assertThat(found(registry, "color", "re", true)).containsExactly("t1");
    assertThat(found(registry, "color", "re", false)).isEmpty();
    assertThat(found(registry, "color", null, false)).containsExactly("t1", "t2");
    refusal(InvalidRequest.class, () -> found(registry, null, "red", false));
  }

  private static List<String> found(
      TestRegistry registry, @Nullable String attribute, @Nullable String value, boolean prefix) {
    ThingFilter filter =
        new ThingFilter(
            Optional.empty(), Optional.ofNullable(attribute), Optional.ofNullable(value), prefix);
    return registry.things.list(filter, null, null).items().stream()
        .map(thing -> thing.name().value())
        .toList();
  }

  @Test
  default void aFilteredListFindsEveryThingOnceWhateverThePages() {
    TestRegistry registry = registry();
    for (int i = 0; i < 30; i++) {
      registry.thing("t" + i, Map.of("third", Boolean.toString(i % 3 == 0)));
    }
    ThingFilter filter =
        new ThingFilter(Optional.empty(), Optional.of("third"), Optional.of("true"), false);
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Page<Thing> page = registry.things.list(filter, token, 4);
      assertThat(page.items().size()).isLessThanOrEqualTo(4);
      page.items().forEach(thing -> seen.add(thing.name().value()));
      token = page.nextToken();
    } while (token != null);
    assertThat(seen).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  default void aFilteredPageLooksAtTenThousandThingsAndGoesOnFromThere() {
    TestRegistry registry = registry();
    ThingStore store = new ThingStore();
    database()
        .change(
            tx -> {
              for (int i = 10_000; i < 20_500; i++) {
                store.add(tx, new ThingName("t" + i), "uuid", Ties.NONE, Attributes.NONE, NOW);
              }
            });
    registry.thing("t30000", Map.of("a", "1"));
    ThingFilter filter =
        new ThingFilter(Optional.empty(), Optional.of("a"), Optional.empty(), false);
    Page<Thing> first = registry.things.list(filter, null, null);
    assertThat(first.items()).isEmpty();
    Page<Thing> second = registry.things.list(filter, first.nextToken(), null);
    assertThat(second.items()).extracting(Thing::name).containsExactly(new ThingName("t30000"));
    assertThat(second.nextToken()).isNull();
  }

  @Test
  default void internalIdsAndNamesLeadToEachOther() {
    TestRegistry registry = registry();
    Thing thing = registry.thing("t1");
    Optional<Long> id = database().read(reading -> registry.things.id(reading, T1));
    assertThat(id).contains(thing.id());
    Optional<ThingName> name =
        database().read(reading -> registry.things.name(reading, thing.id()));
    assertThat(name).contains(T1);
    Optional<Long> none =
        database().read(reading -> registry.things.id(reading, new ThingName("t2")));
    assertThat(none).isEmpty();
  }

  @Test
  default void changesAreAnnouncedInTheirOrder() {
    TestRegistry registry = registry();
    List<RegistryChange> seen = new CopyOnWriteArrayList<>();
    registry.changes.follow(RegistryChange.class, seen::add);
    Thing thing = registry.thing("t1");
    registry.thing("t1");
    ThingGroup group = registry.group("g1");
    registry.add("g1", "t1");
    registry.things.update(T1, update(Map.of("a", "1"), true));
    Thing updated = registry.things.describe(T1);
    registry.delete("t1");
    TestRegistry.await(() -> seen.size() >= 6);
    Membership membership =
        new Membership(group.id(), group.name(), group.uuid(), thing.id(), T1, thing.uuid());
    assertThat(seen)
        .containsExactly(
            new ThingCreated(thing),
            new ThingGroupCreated(new DescribedThingGroup(group, List.of())),
            new ThingGroupMemberAdded(membership),
            new ThingUpdated(thing, updated),
            new ThingGroupMemberRemoved(membership),
            new ThingDeleted(updated));
  }
}
