package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iot.model.IndexNotReadyException;
import software.amazon.awssdk.services.iot.model.IndexStatus;
import software.amazon.awssdk.services.iot.model.ThingDocument;
import software.amazon.awssdk.services.iot.model.ThingIndexingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Killed at any moment, with its index damaged or deleted meanwhile, the server finds again
/// whatever it had acknowledged, and nothing twice or as it was before.
class IndexKillIT {
  private static final int CALLERS = 6;
  private static final int THINGS = 30;
  private static final int ROUNDS = 4;
  private static final Duration LONGEST_LAG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Random random = new Random(20261123);
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
  private RunningServer server;
  private Operator operator;

  @BeforeEach
  void start() {
    server = RunningServer.start(folder.resolve("data"));
    operator = new Operator(server);
    operator
        .iot()
        .updateIndexingConfiguration(
            request ->
                request.thingIndexingConfiguration(
                    things -> things.thingIndexingMode(ThingIndexingMode.REGISTRY_AND_SHADOW)));
    for (int i = 0; i < THINGS; i++) {
      String thing = "thing-" + i;
      operator.iot().createThing(request -> request.thingName(thing));
      write(thing, 0);
    }
  }

  @AfterEach
  void stop() {
    operator.close();
    server.close();
  }

  @Test
  void everyAcknowledgedUpdateIsFoundAfterEachKillAndNothingElse() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      killWhileWriting(Duration.ofMillis(random.nextLong(300, 2_500)));
      restart();
      assertTheIndexIsTrue();
    }
  }

  @Test
  void anIndexThatIsDamagedOrDeletedBetweenRunsIsRebuilt() throws Exception {
    awaitTruth(truth());
    server.close();
    for (Path file : indexFiles()) {
      byte[] bytes = Files.readAllBytes(file);
      random.nextBytes(bytes);
      Files.write(file, bytes);
    }
    restart();
    assertTheIndexIsTrue();

    server.kill();
    for (Path file : indexFiles()) {
      Files.delete(file);
    }
    restart();
    assertTheIndexIsTrue();
    assertThat(Files.readString(server.data().resolve("server.log")))
        .contains("builds the index AWS_Things")
        .contains("the index AWS_Things is complete");
  }

  private List<Path> indexFiles() {
    try (Stream<Path> all = Files.walk(server.data().resolve("index"))) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void killWhileWriting(Duration delay) throws InterruptedException {
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller;
        callers.execute(() -> writeUntilRefused(first));
      }
      Thread.sleep(delay);
      server.kill();
    }
  }

  /// Each caller has things of its own, so that what was acknowledged last is the newest.
  private void writeUntilRefused(int caller) {
    try {
      for (int turn = 0; turn < 1_000_000; turn++) {
        String thing = "thing-" + (caller + CALLERS * (turn % (THINGS / CALLERS)));
        write(thing, acknowledged.getOrDefault(thing, 0) + 1);
      }
    } catch (SdkException e) {
      // the server is gone, as it should be
    }
  }

  private void write(String thing, int number) {
    operator
        .iot()
        .updateThing(
            request ->
                request
                    .thingName(thing)
                    .attributePayload(payload -> payload.attributes(Map.of("n", "v" + number))));
    operator
        .data()
        .updateThingShadow(
            request ->
                request
                    .thingName(thing)
                    .payload(
                        SdkBytes.fromUtf8String(
                            "{\"state\":{\"reported\":{\"n\":\"r" + number + "\"}}}")));
    acknowledged.put(thing, number);
  }

  private void restart() {
    operator.close();
    server = RunningServer.start(folder.resolve("data"));
    operator = new Operator(server);
  }

  private void assertTheIndexIsTrue() throws InterruptedException {
    Map<String, State> truth = truth();
    truth.forEach(
        (thing, state) -> {
          int least = acknowledged.getOrDefault(thing, 0);
          assertThat(state.attribute()).as(thing).isIn("v" + least, "v" + (least + 1));
          assertThat(state.shadow()).as(thing).isIn("r" + least, "r" + (least + 1));
        });
    awaitTruth(truth);
    assertThat(
            operator.iot().describeIndex(request -> request.indexName("AWS_Things")).indexStatus())
        .isEqualTo(IndexStatus.ACTIVE);
    truth.forEach(this::assertFoundByItsValuesAlone);
  }

  private void assertFoundByItsValuesAlone(String thing, State state) {
    String own = "thingName:" + thing;
    assertThat(found(own + " attributes.n:" + state.attribute())).containsExactly(thing);
    assertThat(found(own + " shadow.reported.n:" + state.shadow())).containsExactly(thing);
    assertThat(found(own + " NOT attributes.n:" + state.attribute())).isEmpty();
    assertThat(found(own + " NOT shadow.reported.n:" + state.shadow())).isEmpty();
    int before = Integer.parseInt(state.attribute().substring(1)) - 1;
    assertThat(
            found(
                own + " (attributes.n:v" + before + " OR shadow.reported.n:r" + (before - 1) + ")"))
        .isEmpty();
  }

  private List<String> found(String query) {
    return operator.iot().searchIndex(request -> request.queryString(query)).things().stream()
        .map(ThingDocument::thingName)
        .toList();
  }

  private record State(String attribute, String shadow) {}

  private Map<String, State> truth() {
    Map<String, State> truth = new TreeMap<>();
    for (int i = 0; i < THINGS; i++) {
      String thing = "thing-" + i;
      String attribute =
          operator
              .iot()
              .describeThing(request -> request.thingName(thing))
              .attributes()
              .getOrDefault("n", "");
      String shadow =
          operator
              .data()
              .getThingShadow(request -> request.thingName(thing))
              .payload()
              .asUtf8String();
      truth.put(thing, new State(attribute, reported(shadow, "/state/reported/n")));
    }
    return truth;
  }

  private void awaitTruth(Map<String, State> truth) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_LAG.toNanos();
    while (!indexed().equals(truth)) {
      if (System.nanoTime() > end) {
        assertThat(indexed()).isEqualTo(truth);
      }
      Thread.sleep(50);
    }
  }

  /// What a search for everything shows; nothing while the index is being built.
  private Map<String, State> indexed() {
    Map<String, State> shown = new TreeMap<>();
    try {
      operator
          .iot()
          .searchIndex(request -> request.queryString("*").maxResults(100))
          .things()
          .forEach(
              thing ->
                  assertThat(shown.put(thing.thingName(), state(thing)))
                      .as("another document of " + thing.thingName())
                      .isNull());
    } catch (IndexNotReadyException e) {
      return Map.of();
    }
    return shown;
  }

  private static State state(ThingDocument thing) {
    String shadow = thing.shadow();
    return new State(
        thing.attributes().getOrDefault("n", ""),
        shadow == null ? "" : reported(shadow, "/reported/n"));
  }

  private static String reported(String json, String path) {
    JsonNode value = JsonMapper.shared().readTree(json).at(path);
    return value.isString() ? value.asString() : "";
  }
}
