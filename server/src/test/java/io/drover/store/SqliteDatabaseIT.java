package io.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What happens when someone else has the file.
class SqliteDatabaseIT {
  @TempDir Path folder;

  @Test
  @Timeout(30)
  void aChangeThatCannotBeginIsToldAndTheNextOneWorks() throws Exception {
    Path file = folder.resolve("drover.db");
    try (Database database = Database.open(new StoreConfig(file, Optional.empty()))) {
      database.change(tx -> tx.update("CREATE TABLE sample (id BIGINT)"));
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        long began = System.nanoTime();

        assertThatThrownBy(() -> database.change(tx -> tx.update("INSERT INTO sample VALUES (1)")))
            .isInstanceOf(StoreException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        statement.execute("ROLLBACK");
      }
      database.change(tx -> tx.update("INSERT INTO sample VALUES (2)"));

      assertThat(
              database.<java.util.List<Long>>read(
                  reading -> reading.list("SELECT id FROM sample", row -> row.number(1))))
          .containsExactly(2L);
    }
  }
}
