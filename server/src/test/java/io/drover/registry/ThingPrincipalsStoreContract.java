package io.drover.registry;

import static io.drover.registry.TestRegistry.refusal;
import static io.drover.registry.ThingPrincipalType.EXCLUSIVE_THING;
import static io.drover.registry.ThingPrincipalType.NON_EXCLUSIVE_THING;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.paging.Page;
import io.drover.registry.ThingPrincipals.AttachedPrincipal;
import io.drover.registry.ThingPrincipals.AttachedThing;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What attachments of principals do, whichever database keeps them.
interface ThingPrincipalsStoreContract {
  ThingName T1 = new ThingName("t1");
  ThingName T2 = new ThingName("t2");

  Database database();

  private TestRegistry registry() {
    TestRegistry registry = new TestRegistry(database());
    registry.thing("t1");
    registry.thing("t2");
    return registry;
  }

  private static boolean attached(TestRegistry registry, String thing, String principal) {
    return registry.database.read(
        reading -> registry.principals.isAttached(reading, thing, principal));
  }

  private static boolean hasThings(TestRegistry registry, String principal) {
    return registry.database.read(reading -> registry.principals.hasThings(reading, principal));
  }

  @Test
  default void attachmentsAreListedInBothDirections() {
    TestRegistry registry = registry();
    String a = registry.certificate('a');
    String b = registry.certificate('b');
    registry.attach("t1", a);
    registry.attach("t1", a);
    registry.attach("t1", b);
    registry.attach("t2", a);
    assertThat(registry.principals.principals(T1, null, null, null).items())
        .containsExactly(
            new AttachedPrincipal(a, NON_EXCLUSIVE_THING),
            new AttachedPrincipal(b, NON_EXCLUSIVE_THING));
    assertThat(registry.principals.things(a, null, null, null).items())
        .containsExactly(
            new AttachedThing(T1, NON_EXCLUSIVE_THING), new AttachedThing(T2, NON_EXCLUSIVE_THING));
  }

  @Test
  default void aPrincipalHasAThingOfItsOwnOnlyWhenItIsAttachedExclusively() {
    TestRegistry registry = registry();
    String a = registry.certificate('a');
    String b = registry.certificate('b');
    registry.attach("t1", a);
    registry.principals.attach(T1, b, EXCLUSIVE_THING);
    assertThat(exclusive(registry, a)).isEmpty();
    assertThat(exclusive(registry, b)).contains(T1);
    registry.principals.detach(T1, b);
    assertThat(exclusive(registry, b)).isEmpty();
    assertThat(exclusive(registry, "nonsense")).isEmpty();
  }

  private static Optional<ThingName> exclusive(TestRegistry registry, String principal) {
    return registry.database.read(
        reading -> registry.principals.exclusiveThing(reading, principal));
  }

  @Test
  default void attachmentsAreSeenAndEndWithDetaching() {
    TestRegistry registry = registry();
    String a = registry.certificate('a');
    registry.attach("t1", a);
    assertThat(attached(registry, "t1", a)).isTrue();
    assertThat(attached(registry, "t2", a)).isFalse();
    assertThat(hasThings(registry, a)).isTrue();
    registry.principals.detach(T1, a);
    registry.principals.detach(T1, a);
    assertThat(attached(registry, "t1", a)).isFalse();
    assertThat(hasThings(registry, a)).isFalse();
  }

  @Test
  default void nothingMalformedIsAttached() {
    TestRegistry registry = registry();
    registry.attach("t1", registry.certificate('a'));
    assertThat(attached(registry, "t1", "a".repeat(64))).isFalse();
    assertThat(attached(registry, "not a name", registry.certificate('a'))).isFalse();
    assertThat(hasThings(registry, "")).isFalse();
  }

  @Test
  default void anArnOfAnotherRegionNamesTheSamePrincipal() {
    TestRegistry registry = registry();
    String a = registry.certificate('a');
    registry.attach("t1", a.replace("eu-central-1", "us-east-1"));
    assertThat(attached(registry, "t1", a)).isTrue();
    assertThat(registry.principals.principals(T1, null, null, null).items())
        .extracting(AttachedPrincipal::arn)
        .containsExactly(a);
  }

  @Test
  default void unknownThingsAndCertificatesAreNotFound() {
    TestRegistry registry = registry();
    String a = registry.certificate('a');
    String unknown = registry.arns.of("cert", "f".repeat(64));
    refusal(ResourceNotFound.class, () -> registry.attach("nobody", a));
    refusal(ResourceNotFound.class, () -> registry.attach("t1", unknown));
    refusal(ResourceNotFound.class, () -> registry.principals.detach(T1, unknown));
    refusal(ResourceNotFound.class, () -> registry.principals.things(unknown, null, null, null));
    refusal(
        ResourceNotFound.class,
        () -> registry.principals.principals(new ThingName("nobody"), null, null, null));
  }

  @Test
  default void principalsThatAreNoCertificatesAreRefused() {
    TestRegistry registry = registry();
    for (String principal :
        List.of("", "a".repeat(64), "arn:aws:iot:eu-central-1:999999999999:cert/aa")) {
      refusal(InvalidRequest.class, () -> registry.attach("t1", principal));
    }
  }

  @Test
  default void anExclusivePrincipalIsAttachedToNothingElse() {
    TestRegistry registry = registry();
    String a = registry.certificate('a');
    registry.attach("t1", a, EXCLUSIVE_THING);
    registry.attach("t1", a, EXCLUSIVE_THING);
    refusal(InvalidRequest.class, () -> registry.attach("t2", a, EXCLUSIVE_THING));
    refusal(InvalidRequest.class, () -> registry.attach("t2", a));
    refusal(InvalidRequest.class, () -> registry.attach("t1", a));
    registry.principals.detach(T1, a);
    registry.attach("t2", a);
    refusal(InvalidRequest.class, () -> registry.attach("t1", a, EXCLUSIVE_THING));
  }

  @Test
  default void listsCanBeOfOneType() {
    TestRegistry registry = registry();
    String a = registry.certificate('a');
    String b = registry.certificate('b');
    registry.attach("t1", a, EXCLUSIVE_THING);
    registry.attach("t1", b);
    assertThat(registry.principals.principals(T1, EXCLUSIVE_THING, null, null).items())
        .containsExactly(new AttachedPrincipal(a, EXCLUSIVE_THING));
    assertThat(registry.principals.things(a, NON_EXCLUSIVE_THING, null, null).items()).isEmpty();
  }

  @Test
  default void attachmentsAreListedPageByPage() {
    TestRegistry registry = registry();
    String a = registry.certificate('a');
    String b = registry.certificate('b');
    registry.attach("t1", a);
    registry.attach("t1", b);
    registry.attach("t2", a);
    Page<AttachedPrincipal> first = registry.principals.principals(T1, null, null, 1);
    assertThat(registry.principals.principals(T1, null, first.nextToken(), 1).items())
        .extracting(AttachedPrincipal::arn)
        .containsExactly(b);
    Page<AttachedThing> things = registry.principals.things(a, null, null, 1);
    Page<AttachedThing> last = registry.principals.things(a, null, things.nextToken(), 1);
    assertThat(last.items()).extracting(AttachedThing::name).containsExactly(T2);
    assertThat(last.nextToken()).isNull();
  }
}
