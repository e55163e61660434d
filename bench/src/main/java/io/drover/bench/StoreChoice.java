package io.drover.bench;

import java.nio.file.Path;
import java.util.List;

/// On which stores servers are measured; named as the option's values are written.
enum StoreChoice {
  sqlite,
  postgres,
  both;

  List<StoreChoice> each() {
    return this == both ? List.of(sqlite, postgres) : List.of(this);
  }

  /// @param folder of the run
  MeasuredStore open(Path folder) {
    return this == sqlite ? SqliteStore.in(folder) : PostgresStore.open();
  }
}
