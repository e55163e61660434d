package io.drover.store;

/// The connection that a [Writer] has for itself, and how transactions begin and end on it.
sealed interface Lane extends AutoCloseable permits SqliteLane, PostgresLane {

  Session begin();

  void commit();

  /// Ends what has begun without its changes, as far as there is anything to end. Never fails.
  void rollback();

  /// Whether a transaction goes on without the call that has failed, once that call is undone.
  boolean survives(Throwable failure);

  /// Whether a transaction that was lost because of this may succeed when it is run again.
  boolean metAnotherChange(RuntimeException failure);

  /// Whether it may have been lost because of one of its calls, so that others succeed without it.
  boolean isOfOneCall(RuntimeException failure);

  @Override
  void close();
}
