package io.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {

  @Nested
  class OnSqlite implements DatabaseContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @Override
    public Database database() {
      return databases.database();
    }
  }

  @Nested
  class OnPostgres implements DatabaseContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @Override
    public Database database() {
      return databases.database();
    }

    @Test
    void whatTwoServersIncrementAtOnceIsAllCounted() {
      database().change(tx -> tx.update("INSERT INTO sample (id, at) VALUES (1, 0)"));
      Database another = databases.another();

      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 100; i++) {
          executor.execute(() -> DatabaseContract.increment(database()));
          executor.execute(() -> DatabaseContract.increment(another));
        }
      }

      assertThat(count()).isEqualTo(200);
    }

    @Test
    void aLostConnectionIsToldOnceAndOpenedAgain() {
      long process =
          database()
              .<Long>write(
                  tx -> tx.first("SELECT pg_backend_pid()", row -> row.number(1)).orElseThrow());
      databases
          .another()
          .change(tx -> tx.first("SELECT pg_terminate_backend(?)", _ -> 0, (int) process));

      assertThatThrownBy(
              () -> database().change(tx -> tx.update("INSERT INTO sample (id) VALUES (1)")))
          .isInstanceOf(StoreException.class);
      database().change(tx -> tx.update("INSERT INTO sample (id, at) VALUES (2, 3)"));

      assertThat(count()).isEqualTo(3);
    }
  }
}
