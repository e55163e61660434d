package io.drover.registry;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.paging.Page;
import io.drover.registry.RegistryChange.ThingTypeCreated;
import io.drover.registry.RegistryChange.ThingTypeDeleted;
import io.drover.registry.RegistryChange.ThingTypeUpdated;
import io.drover.registry.ThingType.Properties;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What types do, and what they mean to things, whichever database keeps them.
interface ThingTypesStoreContract {
  ThingTypeName LAMP = new ThingTypeName("lamp");
  ThingName T1 = new ThingName("t1");
  Instant AFTER_THE_WAIT = NOW.plus(Duration.ofMinutes(5));
  Properties BRIGHT =
      new Properties(
          Optional.of("it shines"),
          List.of("watt", "model"),
          List.of(new PropagatingAttribute("site", "location", null)));

  Database database();

  private TestRegistry registry() {
    return new TestRegistry(database());
  }

  private static ThingType create(TestRegistry registry, Properties properties) {
    return registry.types.create(
        new NewThingType(LAMP, properties, List.of(new Tag("a", "1"))), NOW);
  }

  private static Map<String, String> attributes(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "a" + i, i -> "v"));
  }

  private static ThingUpdate update(Optional<ThingTypeName> type, boolean remove) {
    return new ThingUpdate(type, remove, AttributeUpdate.NONE, Optional.empty());
  }

  @Test
  default void aTypeIsDescribedAsItWasCreated() {
    TestRegistry registry = registry();
    ThingType created = create(registry, BRIGHT);
    assertThat(registry.types.describe(LAMP)).isEqualTo(created);
    assertThat(created.properties()).isEqualTo(BRIGHT);
    assertThat(created.deprecatedAt()).isEmpty();
  }

  @Test
  default void creatingTheSameTypeAgainAnswersTheFirstAndAnotherOneIsRefused() {
    TestRegistry registry = registry();
    ThingType created = create(registry, BRIGHT);
    assertThat(create(registry, BRIGHT)).isEqualTo(created);
    ResourceAlreadyExists refusal =
        refusal(ResourceAlreadyExists.class, () -> create(registry, Properties.NONE));
    assertThat(refusal.resourceId()).isEqualTo(created.uuid());
    assertThat(refusal.resourceArn())
        .isEqualTo("arn:aws:iot:eu-central-1:123456789012:thingtype/lamp");
  }

  @Test
  default void anUpdateChangesWhatItGives() {
    TestRegistry registry = registry();
    create(registry, BRIGHT);
    registry.types.update(
        LAMP,
        new ThingTypeUpdate(Optional.empty(), Optional.of(List.of("watt")), Optional.empty()));
    assertThat(registry.types.describe(LAMP).properties())
        .isEqualTo(new Properties(BRIGHT.description(), List.of("watt"), BRIGHT.propagating()));
  }

  @Test
  default void unknownTypesAreNotFound() {
    TestRegistry registry = registry();
    refusal(ResourceNotFound.class, () -> registry.types.describe(LAMP));
    refusal(ResourceNotFound.class, () -> registry.types.deprecate(LAMP, NOW));
    refusal(ResourceNotFound.class, () -> registry.types.undoDeprecate(LAMP));
    refusal(ResourceNotFound.class, () -> registry.types.delete(LAMP, NOW));
    refusal(ResourceNotFound.class, () -> registry.thing("t1", "lamp", Map.of()));
    registry.thing("t1");
    refusal(
        ResourceNotFound.class, () -> registry.things.update(T1, update(Optional.of(LAMP), false)));
  }

  @Test
  default void noThingIsNewlyGivenADeprecatedType() {
    TestRegistry registry = registry();
    create(registry, BRIGHT);
    registry.thing("t1", "lamp", Map.of());
    registry.thing("t2");
    registry.types.deprecate(LAMP, NOW);
    registry.types.deprecate(LAMP, AFTER_THE_WAIT);
    assertThat(registry.types.describe(LAMP).deprecatedAt()).contains(NOW);
    refusal(InvalidRequest.class, () -> registry.thing("t3", "lamp", Map.of()));
    refusal(
        InvalidRequest.class,
        () -> registry.things.update(new ThingName("t2"), update(Optional.of(LAMP), false)));
    assertThat(registry.things.describe(T1).type()).contains(LAMP);
    registry.types.undoDeprecate(LAMP);
    assertThat(registry.types.describe(LAMP).isDeprecated()).isFalse();
    assertThat(registry.thing("t3", "lamp", Map.of()).type()).contains(LAMP);
  }

  @Test
  default void aTypeGoesWhenItHasBeenDeprecatedForFiveMinutesAndNoThingHasIt() {
    TestRegistry registry = registry();
    create(registry, BRIGHT);
    registry.thing("t1", "lamp", Map.of());
    refusal(InvalidRequest.class, () -> registry.types.delete(LAMP, AFTER_THE_WAIT));
    registry.types.deprecate(LAMP, NOW);
    refusal(InvalidRequest.class, () -> registry.types.delete(LAMP, AFTER_THE_WAIT.minusMillis(1)));
    refusal(InvalidRequest.class, () -> registry.types.delete(LAMP, AFTER_THE_WAIT));
    registry.delete("t1");
    registry.types.delete(LAMP, AFTER_THE_WAIT);
    refusal(ResourceNotFound.class, () -> registry.types.describe(LAMP));
    TaggedResource resource = new TaggedResource("thingtype", "lamp");
    assertThat(database().read(reading -> registry.tags.list(reading, resource, null)).items())
        .isEmpty();
  }

  @Test
  default void aThingWithATypeHasFiftyAttributesAtMost() {
    TestRegistry registry = registry();
    create(registry, BRIGHT);
    registry.thing("t1", "lamp", attributes(50));
    refusal(InvalidRequest.class, () -> registry.thing("t2", "lamp", attributes(51)));
    refusal(InvalidRequest.class, () -> registry.things.update(T1, update(Optional.empty(), true)));
    assertThat(registry.things.describe(T1).type()).contains(LAMP);
  }

  @Test
  default void aTypeIsGivenChangedAndRemoved() {
    TestRegistry registry = registry();
    create(registry, BRIGHT);
    registry.type("fan");
    registry.thing("t1", Map.of("a", "1"));
    registry.things.update(T1, update(Optional.of(LAMP), false));
    registry.things.update(T1, update(Optional.empty(), false));
    assertThat(registry.things.describe(T1).type()).contains(LAMP);
    registry.things.update(T1, update(Optional.of(new ThingTypeName("fan")), false));
    assertThat(registry.things.describe(T1).type()).contains(new ThingTypeName("fan"));
    registry.things.update(T1, update(Optional.empty(), true));
    Thing thing = registry.things.describe(T1);
    assertThat(thing.type()).isEmpty();
    assertThat(thing.attributes().values()).isEqualTo(Map.of("a", "1"));
    assertThat(thing.version()).isEqualTo(5);
  }

  @Test
  default void aThingOfAnotherTypeIsADifferentThing() {
    TestRegistry registry = registry();
    create(registry, BRIGHT);
    Thing created = registry.thing("t1", "lamp", Map.of());
    assertThat(registry.thing("t1", "lamp", Map.of())).isEqualTo(created);
    refusal(ResourceAlreadyExists.class, () -> registry.thing("t1"));
  }

  @Test
  default void thingsAreListedByTypeAndAttributePageByPage() {
    TestRegistry registry = registry();
    create(registry, BRIGHT);
    for (int i = 0; i < 9; i++) {
      registry.thing("t" + i, "lamp", Map.of("odd", Boolean.toString(i % 2 == 1)));
    }
    registry.thing("u", Map.of("odd", "true"));
    assertThat(listed(registry, LAMP, Optional.empty())).hasSize(9).doesNotContain("u");
    assertThat(listed(registry, LAMP, Optional.of("true"))).containsExactly("t1", "t3", "t5", "t7");
    assertThat(listed(registry, new ThingTypeName("fan"), Optional.empty())).isEmpty();
  }

  private static List<String> listed(
      TestRegistry registry, ThingTypeName type, Optional<String> odd) {
    ThingFilter filter = new ThingFilter(Optional.of(type), odd.map(_ -> "odd"), odd, false);
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Page<Thing> page = registry.things.list(filter, token, 2);
      page.items().forEach(thing -> seen.add(thing.name().value()));
      token = page.nextToken();
    } while (token != null);
    return seen;
  }

  @Test
  default void typesAreListedPageByPageOrByTheirExactName() {
    TestRegistry registry = registry();
    List.of("c", "a", "b").forEach(registry::type);
    Page<ThingType> first = registry.types.list(Optional.empty(), null, 2);
    Page<ThingType> last = registry.types.list(Optional.empty(), first.nextToken(), 2);
    assertThat(names(first)).containsExactly("a", "b");
    assertThat(names(last)).containsExactly("c");
    assertThat(last.nextToken()).isNull();
    assertThat(names(registry.types.list(Optional.of(new ThingTypeName("b")), null, null)))
        .containsExactly("b");
    assertThat(registry.types.list(Optional.of(LAMP), null, null).items()).isEmpty();
  }

  private static List<String> names(Page<ThingType> page) {
    return page.items().stream().map(type -> type.name().value()).toList();
  }

  @Test
  default void badPropertiesAreRefused() {
    refusal(
        InvalidRequest.class,
        () -> new Properties(Optional.empty(), List.of("a", "b", "c", "d"), List.of()));
    refusal(
        InvalidRequest.class, () -> new Properties(Optional.empty(), List.of("a", "a"), List.of()));
    refusal(
        InvalidRequest.class, () -> new Properties(Optional.empty(), List.of("a b"), List.of()));
    refusal(
        InvalidRequest.class,
        () -> new Properties(Optional.of("x".repeat(2029)), List.of(), List.of()));
    refusal(InvalidRequest.class, () -> new PropagatingAttribute("k", null, null));
    refusal(InvalidRequest.class, () -> new PropagatingAttribute("k", "a", "b"));
    PropagatingAttribute attribute = new PropagatingAttribute("k", "a", null);
    refusal(
        InvalidRequest.class,
        () -> new Properties(Optional.empty(), List.of(), List.of(attribute, attribute)));
  }

  @Test
  default void changesOfTypesAreAnnounced() {
    TestRegistry registry = registry();
    List<RegistryChange> seen = new CopyOnWriteArrayList<>();
    registry.changes.follow(RegistryChange.class, seen::add);
    ThingType created = registry.type("lamp");
    registry.types.deprecate(LAMP, NOW);
    ThingType deprecated = registry.types.describe(LAMP);
    registry.types.undoDeprecate(LAMP);
    registry.types.undoDeprecate(LAMP);
    registry.types.deprecate(LAMP, NOW);
    registry.types.delete(LAMP, AFTER_THE_WAIT);
    TestRegistry.await(() -> seen.size() >= 5);
    assertThat(seen)
        .containsExactly(
            new ThingTypeCreated(created),
            new ThingTypeUpdated(deprecated),
            new ThingTypeUpdated(created),
            new ThingTypeUpdated(deprecated),
            new ThingTypeDeleted(deprecated));
  }
}
