package io.drover.shadow;

import static io.drover.registry.TestRegistry.await;
import static io.drover.registry.TestRegistry.refusal;
import static io.drover.shadow.ShadowDocumentTest.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.changes.Changes;
import io.drover.paging.Page;
import io.drover.protocol.ShadowRequest;
import io.drover.registry.ThingName;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.DocumentTooLarge;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.shadow.ShadowChanged.Deleted;
import io.drover.shadow.ShadowChanged.Updated;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What shadows promise on every database.
interface ShadowsContract {
  Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  ShadowId ID = ShadowId.classic("T");
  ShadowId NAMED = ShadowId.of("T", "N");

  Database database();

  private Shadows shadows() {
    return new Shadows(database(), new Changes());
  }

  private static Updated update(Shadows shadows, ShadowId id, String payload, Instant now) {
    return shadows.update(id, ShadowRequest.parse(payload.getBytes(UTF_8)).update(), now);
  }

  private static Updated update(Shadows shadows, String payload) {
    return update(shadows, ID, payload, NOW);
  }

  private static long version(Shadows shadows, Instant now) {
    return update(shadows, ID, "{\"state\":{\"reported\":{\"a\":1}}}", now).version();
  }

  @Test
  default void updatesCountAndWhatTheyLeaveIsKept() {
    Shadows shadows = shadows();

    Updated first = update(shadows, "{\"state\":{\"desired\":{\"a\":1.50,\"ü\":\"x\"}}}");
    Updated second = update(shadows, "{\"state\":{\"reported\":{\"b\":[1,{\"c\":true}]}}}");

    assertThat(first.version()).isEqualTo(1);
    assertThat(first.previous()).isNull();
    assertThat(second.previous()).hasToString(first.current().toString());
    Shadow shadow = shadows.get(ID);
    assertThat(shadow.version()).isEqualTo(2);
    assertThat(shadow.document().state())
        .hasToString(
            "{\"desired\":{\"a\":1.50,\"ü\":\"x\"},\"reported\":{\"b\":[1,{\"c\":true}]}}");
    assertThat(shadow.document().times().toString())
        .isEqualTo(second.current().document().times().toString());
  }

  @Test
  default void clearedShadowsGoOnExisting() {
    Shadows shadows = shadows();
    update(shadows, "{\"state\":{\"desired\":{\"a\":1}}}");

    assertThat(update(shadows, "{\"state\":null}").version()).isEqualTo(2);
    assertThat(shadows.get(ID)).isEqualTo(new Shadow(2, ShadowDocument.EMPTY));
  }

  @Test
  default void classicAndNamedShadowsAreIndependent() {
    Shadows shadows = shadows();
    update(shadows, "{\"state\":{\"desired\":{\"a\":1}}}");
    update(shadows, NAMED, "{\"state\":{\"desired\":{\"a\":2}}}", NOW);

    shadows.delete(ID, null, NOW);

    assertThat(shadows.get(NAMED).document().state()).isEqualTo(json("{\"desired\":{\"a\":2}}"));
    assertThat(refusal(ResourceNotFound.class, () -> shadows.get(ID)).message())
        .isEqualTo("No shadow exists with name: 'T'");
    shadows.delete(NAMED, null, NOW);
    assertThat(refusal(ResourceNotFound.class, () -> shadows.get(NAMED)).message())
        .isEqualTo("No shadow exists with name: 'N'");
  }

  @Test
  default void updatesOfAnotherVersionAreConflicts() {
    Shadows shadows = shadows();
    version(shadows, NOW);
    version(shadows, NOW);

    for (int version : new int[] {0, 1, 3}) {
      String payload = "{\"state\":{\"desired\":{\"x\":1}},\"version\":" + version + "}";
      assertThat(refusal(VersionConflict.class, () -> update(shadows, payload)).message())
          .isEqualTo("Version conflict");
    }
    assertThat(update(shadows, "{\"state\":{},\"version\":2}").version()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  default void aShadowToBeMadeHasVersion0Or1(int version) {
    Shadows shadows = shadows();

    refusal(VersionConflict.class, () -> update(shadows, "{\"state\":{},\"version\":2}"));
    assertThat(update(shadows, "{\"state\":{},\"version\":" + version + "}").version())
        .isEqualTo(1);
  }

  @Test
  default void versionsAreRememberedForTwoDaysAfterDeletion() {
    Shadows shadows = shadows();
    version(shadows, NOW);
    version(shadows, NOW);

    assertThat(shadows.delete(ID, "t", NOW)).isEqualTo(new Deleted(ID, 2, NOW, "t"));
    refusal(ResourceNotFound.class, () -> shadows.delete(ID, null, NOW));
    Updated again =
        update(shadows, ID, "{\"state\":{\"desired\":{}}}", NOW.plus(Duration.ofDays(2)));
    assertThat(again.version()).isEqualTo(3);
    assertThat(again.previous()).isNull();

    shadows.delete(ID, null, NOW);
    assertThat(version(shadows, NOW.plus(Duration.ofDays(2)).plusMillis(1))).isEqualTo(1);
  }

  @Test
  default void whatIsForgottenLeavesNothing() {
    Shadows shadows = shadows();
    ForgetShadowsTask task = new ForgetShadowsTask(database());
    for (int i = 0; i < 1_001; i++) {
      update(shadows, ShadowId.classic("gone" + i), "{\"state\":null}", NOW);
      shadows.delete(ShadowId.classic("gone" + i), null, NOW);
    }
    version(shadows, NOW);
    Instant late = NOW.plus(Duration.ofDays(2)).plusMillis(1);

    assertThat(task.pass(NOW.plus(Duration.ofDays(2)))).isEqualTo(Outcome.DONE);
    assertThat(rows()).isEqualTo(1_002);
    assertThat(task.pass(late)).isEqualTo(Outcome.MORE);
    assertThat(task.pass(late)).isEqualTo(Outcome.DONE);
    assertThat(rows()).isEqualTo(1);
    assertThat(version(shadows, late)).isEqualTo(2);
  }

  private long rows() {
    return database()
        .read(reading -> reading.first("SELECT count(*) FROM shadow", row -> row.number(1)))
        .orElseThrow();
  }

  @Test
  default void theStateHas8192BytesAtMost() {
    Shadows shadows = shadows();
    update(shadows, "{\"state\":{\"reported\":{\"a\":1}}}");
    String rest = "{\"desired\":{\"x\":\"\"},\"reported\":{\"a\":1}}";

    DocumentTooLarge refusal =
        refusal(DocumentTooLarge.class, () -> update(shadows, withText(8_193 - rest.length())));

    assertThat(refusal.message()).isEqualTo("The payload exceeds the maximum size allowed");
    assertThat(shadows.get(ID).version()).isEqualTo(1);
    assertThat(shadows.get(ID).document().state()).isEqualTo(json("{\"reported\":{\"a\":1}}"));
    assertThat(update(shadows, withText(8_192 - rest.length())).version()).isEqualTo(2);
  }

  private static String withText(int length) {
    return "{\"state\":{\"desired\":{\"x\":\"" + "y".repeat(length) + "\"}}}";
  }

  @Test
  default void ofWritersThatRaceOneWins() throws Exception {
    Shadows shadows = shadows();
    version(shadows, NOW);
    int writers = 8;
    CyclicBarrier start = new CyclicBarrier(writers);
    Callable<Boolean> writer =
        () -> {
          start.await();
          try {
            update(shadows, "{\"state\":{\"reported\":{\"a\":2}},\"version\":1}");
            return true;
          } catch (RejectedException e) {
            assertThat(e.rejection()).isInstanceOf(VersionConflict.class);
            return false;
          }
        };
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> won =
          Stream.generate(() -> executor.submit(writer)).limit(writers).toList();
      int winners = 0;
      for (Future<Boolean> one : won) {
        winners += one.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    }
    assertThat(shadows.get(ID).version()).isEqualTo(2);
  }

  @Test
  default void noUpdateIsLostAmongMany() throws Exception {
    Shadows shadows = shadows();
    int writers = 4;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < writers; i++) {
        String key = "k" + i;
        var _ =
            executor.submit(
                () -> {
                  for (int n = 1; n <= 25; n++) {
                    update(shadows, "{\"state\":{\"reported\":{\"%s\":%d}}}".formatted(key, n));
                  }
                });
      }
    }
    assertThat(shadows.get(ID).version()).isEqualTo(100);
    assertThat(shadows.get(ID).document().state().path("reported"))
        .isEqualTo(json("{\"k0\":25,\"k1\":25,\"k2\":25,\"k3\":25}"));
  }

  @Test
  default void changesAreToldInTheirOrder() {
    Changes changes = new Changes();
    List<ShadowChanged> told = new CopyOnWriteArrayList<>();
    changes.follow(ShadowChanged.class, told::add);
    Shadows shadows = new Shadows(database(), changes);

    Updated updated = update(shadows, "{\"state\":{\"desired\":{\"a\":1}},\"clientToken\":\"t\"}");
    refusal(VersionConflict.class, () -> update(shadows, "{\"state\":{},\"version\":9}"));
    Deleted deleted = shadows.delete(ID, null, NOW);

    await(() -> told.size() == 2);
    assertThat(told).containsExactly(updated, deleted);
    assertThat(updated.clientToken()).isEqualTo("t");
  }

  @Test
  default void namesOfNamedShadowsAreListedInPages() {
    Shadows shadows = shadows();
    version(shadows, NOW);
    for (String name : new String[] {"b", "a", "$package", "c"}) {
      update(shadows, ShadowId.of("T", name), "{\"state\":{}}", NOW);
    }
    update(shadows, ShadowId.of("T2", "other"), "{\"state\":{}}", NOW);
    shadows.delete(ShadowId.of("T", "b"), null, NOW);
    ThingName thing = new ThingName("T");

    Page<String> first = shadows.names(thing, null, 2);
    assertThat(first.items()).containsExactly("$package", "a");
    Page<String> second = shadows.names(thing, first.nextToken(), 2);
    assertThat(second).isEqualTo(new Page<>(List.of("c"), null));
    assertThat(shadows.names(new ThingName("unknown"), null, null).items()).isEmpty();
  }

  @Test
  default void allShadowsCanBeGoneThrough() {
    Shadows shadows = shadows();
    List<ShadowId> ids = List.of(ID, NAMED, ShadowId.of("T", "O"), ShadowId.classic("U"));
    ids.forEach(id -> update(shadows, id, "{\"state\":{\"desired\":{\"a\":1}}}", NOW));
    shadows.delete(ShadowId.of("T", "O"), null, NOW);

    List<IdentifiedShadow> first = database().read(reading -> shadows.after(reading, null, 2));
    assertThat(first).extracting(IdentifiedShadow::id).containsExactly(ID, NAMED);
    assertThat(first.getFirst().shadow()).isEqualTo(shadows.get(ID));
    List<IdentifiedShadow> second = database().read(reading -> shadows.after(reading, NAMED, 2));
    assertThat(second).extracting(IdentifiedShadow::id).containsExactly(ShadowId.classic("U"));
  }

  @Test
  default void thePackageShadowOnlyReportsVersionsAndAttributes() {
    Shadows shadows = shadows();
    ShadowId id = ShadowId.of("T", "$package");

    update(
        shadows,
        id,
        "{\"state\":{\"reported\":{\"brakes\":{\"version\":\"1.0.1\",\"attributes\":{\"k\":\"v\"}}}}}",
        NOW);
    update(shadows, id, "{\"state\":{\"reported\":{\"brakes\":{\"version\":null}}}}", NOW);
    update(shadows, id, "{\"state\":{\"reported\":{\"brakes\":null}}}", NOW);
    update(shadows, id, "{\"state\":null}", NOW);

    for (String[] wrong :
        new String[][] {
          {"{\"desired\":{}}", "desired"},
          {"{\"reported\":{\"brakes\":1}}", "brakes"},
          {"{\"reported\":{\"brakes\":{\"x\":1}}}", "x"},
          {"{\"reported\":{\"brakes\":{\"version\":1}}}", "version"},
          {"{\"reported\":{\"brakes\":{\"attributes\":\"a\"}}}", "attributes"},
        }) {
      InvalidRequest refusal =
          refusal(
              InvalidRequest.class, () -> update(shadows, id, "{\"state\":" + wrong[0] + "}", NOW));
      assertThat(refusal.message()).isEqualTo("State contains an invalid node: '" + wrong[1] + "'");
    }
    assertThat(shadows.get(id)).isEqualTo(new Shadow(4, ShadowDocument.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "ü", "a.b"})
  default void namesAreOfLegalCharacters(String name) {
    refusal(InvalidRequest.class, () -> ShadowId.of("T", name));
    refusal(InvalidRequest.class, () -> ShadowId.classic(name));
    refusal(InvalidRequest.class, () -> ShadowId.of("T", "n".repeat(65)));
  }
}
