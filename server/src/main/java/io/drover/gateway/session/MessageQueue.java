package io.drover.gateway.session;

/// Whoever messages are kept for. Called on the journal's thread: must be quick, and never wait.
public interface MessageQueue {
  long id();

  /// Whether nothing is to be kept for it any more.
  boolean isEnded();

  /// The message is durable. Messages come in the order of their positions.
  void stored(StoredMessage message);

  /// A message is gone for good; its room is free again.
  void removed(long position, int bytes);
}
