package io.drover.store;

import java.nio.file.Path;
import java.util.Optional;

/// Where the state is kept: in a SQLite file of the data folder, unless `url` names a PostgreSQL
/// database (`jdbc:postgresql://...`, user and password in its query).
public record StoreConfig(Path file, Optional<String> url) {
  public StoreConfig {
    url.ifPresent(
        text -> {
          if (!text.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                "must start with jdbc:postgresql: (its value may hold a password and is not shown)");
          }
        });
  }
}
