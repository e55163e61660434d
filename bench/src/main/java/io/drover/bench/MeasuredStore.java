package io.drover.bench;

import java.util.List;
import java.util.OptionalDouble;

/// What a server keeps its state in, and how fast its database is when nothing else is done.
sealed interface MeasuredStore extends AutoCloseable permits SqliteStore, PostgresStore {

  String name();

  /// What the server is told, as `key=value`.
  List<String> settings();

  /// The database with what matters of how it is set.
  String described();

  /// As many requests at a time register things without meeting each other all the time.
  int requestsAtATime();

  /// The name of the way in which rows are written without a server.
  String rawName();

  /// The share of the raw rate that a rollout is to reach.
  double leastOfRaw();

  /// Rows of a rollout, written to a table that has the indexes of the server's own.
  double rawInsertsPerSecond(int rows);

  /// The row changes of a complete device update, where they are measured.
  OptionalDouble rawUpdatesPerCpuSecond();

  @Override
  void close();
}
