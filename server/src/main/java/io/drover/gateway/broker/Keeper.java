package io.drover.gateway.broker;

import io.drover.gateway.session.MessageQueue;

/// A subscriber for whom messages of QoS 1 are kept until a client has acknowledged them. Any
/// thread may call this; it never waits.
sealed interface Keeper extends Subscriber, MessageQueue permits Session, SharedGroup {

  /// Whether they are kept.
  boolean keeps();

  /// The room of what is kept.
  KeptQueue queue();

  @Override
  default boolean isEnded() {
    return queue().isEnded();
  }

  /// Makes room for a message that is about to be kept; false when it must be dropped.
  default boolean reserve(int bytes) {
    return queue().reserve(bytes);
  }
}
