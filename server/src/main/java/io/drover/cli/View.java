package io.drover.cli;

/// Where a watch shows what it knows.
interface View extends AutoCloseable {

  /// Something may have changed, or time has passed.
  void show(Snapshot snapshot);

  /// The last one, which stays.
  void end(Snapshot snapshot);

  /// Leaves everything as it was found. May be called more than once, and from another thread.
  @Override
  void close();
}
