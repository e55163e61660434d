package io.drover.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// The embedded store, beside a thread that writes the same rows in a file of its own.
record SqliteStore(RawSqlite raw) implements MeasuredStore {

  /// A rollout is to be as fast as the raw inserts; a tenth is noise.
  private static final double AS_FAST = 0.9;

  /// @param folder of the run; its `data` is the server's
  static SqliteStore in(Path folder) {
    return new SqliteStore(new RawSqlite(folder, folder.resolve("data").resolve("drover.db")));
  }

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public List<String> settings() {
    return List.of();
  }

  @Override
  public String described() {
    return "SQLite, WAL, synchronous=FULL";
  }

  @Override
  public int requestsAtATime() {
    return 48;
  }

  @Override
  public String rawName() {
    return "raw SQLite inserts of the same rows";
  }

  @Override
  public double leastOfRaw() {
    return AS_FAST;
  }

  @Override
  public double rawInsertsPerSecond(int rows) {
    return raw.insertsPerSecond(rows);
  }

  @Override
  public OptionalDouble rawUpdatesPerCpuSecond() {
    return OptionalDouble.of(raw.updatesPerCpuSecond());
  }

  @Override
  public void close() {}
}
