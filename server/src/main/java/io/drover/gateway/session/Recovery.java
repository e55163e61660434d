package io.drover.gateway.session;

/// Takes what the store holds at the start of a server: sessions and groups, then subscriptions,
/// packet ids and wills, then what waits in queues.
public interface Recovery {
  void session(StoredSession session);

  void group(StoredGroup group);

  void subscription(StoredSubscription subscription);

  /// A packet id of QoS 2 that the session's client has used and not released.
  void received(long session, int packetId);

  /// A packet id of QoS 2 that the session's client is to release; in the order of their messages.
  void released(long session, int packetId);

  void will(StoredWill will);

  /// Answers whether the queue is anybody's; what it holds is deleted otherwise.
  boolean queue(QueueTally tally);
}
