package io.drover.gateway.broker;

import java.util.OptionalInt;

/// Where the broker listens, and the bounds it keeps.
///
/// @param bind the address of the TLS listener; the plaintext one is always on loopback
/// @param tlsPort MQTT over mutual TLS; 0 takes a free port, empty means none
/// @param plainPort MQTT in plaintext; 0 takes a free port, empty means none
/// @param eventLoopThreads threads that serve all connections
public record BrokerConfig(
    String bind,
    OptionalInt tlsPort,
    OptionalInt plainPort,
    int eventLoopThreads,
    BrokerLimits limits) {
  public static final int DEFAULT_EVENT_LOOP_THREADS = 2;

  public BrokerConfig {
    if (eventLoopThreads < 1) {
      throw new IllegalArgumentException("the broker needs at least one event-loop thread");
    }
  }
}
