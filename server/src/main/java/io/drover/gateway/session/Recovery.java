package io.drover.gateway.session;

/// Takes what the store holds at the start of a server: sessions and groups, then subscriptions,
/// then what waits in queues.
public interface Recovery {
  void session(StoredSession session);

  void group(StoredGroup group);

  void subscription(StoredSubscription subscription);

  /// Answers whether the queue is anybody's; what it holds is deleted otherwise.
  boolean queue(QueueTally tally);
}
