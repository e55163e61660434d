package io.drover.gateway.broker;

import io.drover.store.Database;
import io.drover.store.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/// A store of its own for the brokers of one test, gone when it is closed.
final class BrokerStore implements AutoCloseable {
  private final Path folder;
  private Database database;
  private boolean open;

  BrokerStore() {
    try {
      folder = Files.createTempDirectory("drover-broker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    database = openDatabase();
  }

  Database openDatabase() {
    database = Database.open(new StoreConfig(folder.resolve("drover.db"), Optional.empty()));
    open = true;
    return database;
  }

  /// Whoever still uses it finds that nothing can be written or read any more.
  void closeDatabase() {
    open = false;
    database.close();
  }

  boolean isOpen() {
    return open;
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
