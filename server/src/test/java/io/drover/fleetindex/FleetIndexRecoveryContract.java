package io.drover.fleetindex;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.drover.fleetindex.FleetIndex.Status;
import io.drover.fleetindex.FleetIndexStoreContract.Fleet;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What becomes of the index when its files are damaged, its disk fails or it has missed something,
/// whichever database keeps the fleet.
interface FleetIndexRecoveryContract {
  Database database();

  Path folder();

  private Fleet fleet() {
    Fleet fleet = new Fleet(database(), folder());
    IntStream.range(0, 50).forEach(i -> fleet.registry.thing("t" + i, Map.of("a", "v" + i)));
    return fleet.indexed();
  }

  @Test
  default void eachFileMayBeCutShortOrOverwrittenBetweenRuns() throws IOException {
    try (Fleet fleet = fleet()) {
      int files = files(fleet).size();
      assertThat(files).isGreaterThan(1);
      for (int i = 0; i < files; i++) {
        damage(fleet, i, true);
        damage(fleet, i, false);
      }
    }
  }

  private static void damage(Fleet fleet, int number, boolean cut) throws IOException {
    fleet.index.close();
    List<Path> files = files(fleet);
    Path file = files.get(number % files.size());
    byte[] bytes = Files.readAllBytes(file);
    if (cut) {
      bytes = java.util.Arrays.copyOf(bytes, bytes.length / 2);
    } else if (bytes.length > 0) {
      bytes[bytes.length / 2] ^= 0x55;
    }
    Files.write(file, bytes);
    fleet.kill();
    fleet.catchUp();
    assertThat(fleet.index.status()).isEqualTo(Status.ACTIVE);
    assertThat(fleet.find("*")).as("after damage of " + file).hasSize(50);
    assertThat(fleet.find("attributes.a:v7")).containsExactly("t7");
  }

  private static List<Path> files(Fleet fleet) throws IOException {
    try (Stream<Path> all = Files.walk(fleet.folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("write.lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  default void anIndexWhoseDiskFailsIsBuiltAnewWithoutARestart() throws IOException {
    try (Fleet fleet = fleet()) {
      fail(fleet);
      refusal(IndexNotReady.class, () -> fleet.find("*"));
      assertThat(fleet.index.status()).isEqualTo(Status.BUILDING);
      fleet.now = fleet.now.plusSeconds(30);
      fleet.index.task().pass(fleet.now);
      assertThat(fleet.index.status()).isEqualTo(Status.BUILDING);
      fleet.catchUp();
      assertThat(fleet.index.status()).isEqualTo(Status.ACTIVE);
      assertThat(fleet.find("*")).hasSize(50);
      assertThat(fleet.find("attributes.a:new")).containsExactly("t1");
    }
  }

  @Test
  default void aDiskThatKeepsFailingIsTriedEveryThirtySeconds() throws IOException {
    try (Fleet fleet = fleet()) {
      fail(fleet);
      fleet.now = fleet.now.plusSeconds(30);
      while (fleet.index.status() != Status.ACTIVE) {
        fleet.index.task().pass(fleet.now);
      }
      fail(fleet);
      fleet.index.task().pass(fleet.now.plusSeconds(9));
      refusal(IndexNotReady.class, () -> fleet.find("*"));
      fleet.now = fleet.now.plusSeconds(30);
      fleet.catchUp();
      assertThat(fleet.find("*")).hasSize(50);
    }
  }

  @Test
  default void aClockThatWasSetBackDoesNotPutOffTheNextTry() throws IOException {
    try (Fleet fleet = fleet()) {
      fail(fleet);
      fleet.now = fleet.now.minus(Duration.ofDays(1));
      fleet.catchUp();
      assertThat(fleet.index.status()).isEqualTo(Status.ACTIVE);
      assertThat(fleet.find("attributes.a:new")).containsExactly("t1");
    }
  }

  /// The files go, as on a disk that was taken away, and the next commit notices.
  private static void fail(Fleet fleet) throws IOException {
    fleet.update("t1", Map.of("a", "new"));
    for (Path file : files(fleet)) {
      Files.delete(file);
    }
    fleet.now = fleet.now.plusSeconds(10);
    assertThat(catchThrowable(() -> commit(fleet))).isInstanceOf(UncheckedIOException.class);
  }

  /// Passes until a commit fails: the first may already have come to its end.
  private static void commit(Fleet fleet) {
    for (int i = 0; i < 10; i++) {
      fleet.update("t1", Map.of("a", "new"));
      fleet.now = fleet.now.plus(Duration.ofSeconds(10));
      fleet.index.task().pass(fleet.now);
      var _ = fleet.index.commits().pass(fleet.now);
    }
  }

  @Test
  default void thingsThatWentWhileNothingWasIndexedAreNotFound() {
    try (Fleet fleet = fleet()) {
      fleet.index.configure(IndexingConfiguration.OFF);
      fleet.registry.delete("t1");
      fleet.index.configure(FleetIndexStoreContract.REGISTRY);
      fleet.catchUp();
      assertThat(fleet.find("*")).hasSize(49).doesNotContain("t1");

      fleet.index.configure(IndexingConfiguration.OFF);
      fleet.registry.delete("t2");
      fleet.index.close();
      fleet.kill();
      fleet.index.configure(FleetIndexStoreContract.REGISTRY);
      fleet.catchUp();
      assertThat(fleet.find("*")).hasSize(48).doesNotContain("t2");
    }
  }
}
