package io.drover.fleetindex;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.fleetindex.FleetIndexStoreContract.Fleet;
import io.drover.registry.RegistryChange.ThingUpdated;
import io.drover.registry.Thing;
import io.drover.store.Database;
import io.drover.store.TestDatabases;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FleetIndexRecoveryTest {

  @Nested
  class OnSqlite implements FleetIndexRecoveryContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @TempDir Path folder;

    @Override
    public Database database() {
      return databases.database();
    }

    @Override
    public Path folder() {
      return folder;
    }
  }

  @Nested
  class OnPostgres implements FleetIndexRecoveryContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @TempDir Path folder;

    @Override
    public Database database() {
      return databases.database();
    }

    @Override
    public Path folder() {
      return folder;
    }

    /// Of another server: one server's writes run one after the other.
    @Test
    void aWriteThatRunsWhileTheLogIsSwitchedOnIsNotMissed() throws Exception {
      try (Fleet fleet = new Fleet(database(), folder);
          ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        Thing thing = fleet.registry.thing("t1", Map.of("a", "old"));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch switchedOn = new CountDownLatch(1);
        Future<?> write = executor.submit(() -> rename(fleet, thing, begun, switchedOn));
        begun.await();
        fleet.index.configure(FleetIndexStoreContract.REGISTRY);
        Future<?> built = executor.submit(fleet::catchUp);
        assertThat(endsWithin(built, 300)).isFalse();
        switchedOn.countDown();
        write.get();
        built.get();
        assertThat(fleet.find("attributes.a:new")).containsExactly("t1");
      }
    }

    private void rename(Fleet fleet, Thing thing, CountDownLatch begun, CountDownLatch switchedOn) {
      databases
          .another()
          .change(
              tx -> {
                tx.first(
                    "SELECT kept FROM index_log WHERE subject = 'THING'", row -> row.number(1));
                begun.countDown();
                await(switchedOn);
                tx.update("UPDATE thing SET attributes = '{\"a\":\"new\"}' WHERE name = 't1'");
                fleet.registry.changes.record(tx, new ThingUpdated(thing, thing));
              });
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static boolean endsWithin(Future<?> future, long millis) throws Exception {
      try {
        future.get(millis, TimeUnit.MILLISECONDS);
        return true;
      } catch (java.util.concurrent.TimeoutException e) {
        return false;
      }
    }
  }
}
