package io.drover.gateway.broker.mqtt;

/// Whoever is to know what becomes of a message on its way to one client.
@FunctionalInterface
public interface Receipt {

  /// The client has acknowledged it, has been sent it with QoS 0, or will never be sent it.
  void acknowledged();

  /// The client has received it with QoS 2 and is to release the packet id, for which `then` has to
  /// be run once that cannot be forgotten any more.
  default void received(int packetId, Runnable then) {
    acknowledged();
    then.run();
  }

  /// It has been written to the client.
  default void sent() {}

  /// The packet id that it must have; 0 for any that is free.
  default int packetId() {
    return 0;
  }

  /// Whether the client may have been sent it before.
  default boolean again() {
    return false;
  }
}
