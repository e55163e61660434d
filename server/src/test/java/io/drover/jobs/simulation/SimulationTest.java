package io.drover.jobs.simulation;

import io.drover.store.Database;
import io.drover.store.StoreConfig;
import io.drover.store.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fixed seeds of the [Simulation]; others by `-Ddrover.simulation.seeds=FROM-TO`.
class SimulationTest {
  private static final String SEEDS = "drover.simulation.seeds";

  private static LongStream seeds(String otherwise) {
    String[] ends = System.getProperty(SEEDS, otherwise).split("-", -1);
    return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
  }

  private static void simulate(long seed, Database store) {
    Simulation simulation = new Simulation(seed, store);
    try {
      simulation.run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          """
          %s
          %s
          To see it again:
            ./drover test -pl protocol,server -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -D%s=%d
          """
              .formatted(e, simulation.trace(), SEEDS, seed),
          e);
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnSqlite {
    private Path folder = Path.of("");
    private Path empty = Path.of("");

    /// In memory where there is such a folder: nothing here is about power failures.
    @BeforeAll
    void makeEmptyStore() throws IOException {
      Path memory = Path.of("/dev/shm");
      folder =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "drover-simulation")
              : Files.createTempDirectory("drover-simulation");
      empty = folder.resolve("empty.db");
      Database.open(new StoreConfig(empty, Optional.empty())).close();
    }

    @AfterAll
    void removeStores() throws IOException {
      Files.deleteIfExists(empty);
      Files.delete(folder);
    }

    static LongStream seeds() {
      return SimulationTest.seeds("1-100");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensTheInvariantsHold(long seed) throws IOException {
      Path file = Files.copy(empty, folder.resolve(seed + ".db"));
      try (Database store = Database.open(new StoreConfig(file, Optional.empty()))) {
        simulate(seed, store);
      } finally {
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
          Files.deleteIfExists(folder.resolve(seed + ".db" + suffix));
        }
      }
    }
  }

  @Nested
  class OnPostgres {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    static LongStream seeds() {
      return SimulationTest.seeds("1-5");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensTheInvariantsHold(long seed) {
      simulate(seed, databases.database());
    }
  }
}
