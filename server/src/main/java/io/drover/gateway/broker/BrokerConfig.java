package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Dialect;
import java.util.OptionalInt;

/// Where the broker listens, and the bounds it keeps.
///
/// @param bind the address of the TLS listeners; plaintext ones are always on loopback
/// @param eventLoopThreads threads that serve all connections
/// @param server the name of this one among those that share a store; those that do not may be
///   nameless
/// @param dialect which of the rules of MQTT, where those of AWS's broker differ
/// @param useNative whether sockets and TLS may be the platform's in place of Java's
public record BrokerConfig(
    String bind,
    String server,
    Ports ports,
    int eventLoopThreads,
    BrokerLimits limits,
    Dialect dialect,
    boolean useNative) {
  public static final int DEFAULT_EVENT_LOOP_THREADS = 2;

  /// The listeners: 0 takes a free port, empty means none.
  ///
  /// @param mqtts MQTT over mutual TLS
  /// @param mqtt MQTT in plaintext
  /// @param wss MQTT over WebSockets and TLS, and MQTT over mutual TLS for clients that name it
  /// @param ws MQTT over WebSockets in plaintext
  public record Ports(OptionalInt mqtts, OptionalInt mqtt, OptionalInt wss, OptionalInt ws) {
    boolean needTls() {
      return mqtts.isPresent() || wss.isPresent();
    }
  }

  public BrokerConfig {
    if (eventLoopThreads < 1) {
      throw new IllegalArgumentException("the broker needs at least one event-loop thread");
    }
  }

  /// Nameless, and in the way of AWS's broker.
  public BrokerConfig(
      String bind, Ports ports, int eventLoopThreads, BrokerLimits limits, boolean useNative) {
    this(bind, "", ports, eventLoopThreads, limits, Dialect.AWS, useNative);
  }

  /// As [#BrokerConfig(String,Ports,int,BrokerLimits,boolean)], without WebSockets.
  public BrokerConfig(
      String bind, OptionalInt mqtts, OptionalInt mqtt, int eventLoopThreads, BrokerLimits limits) {
    this(
        bind,
        new Ports(mqtts, mqtt, OptionalInt.empty(), OptionalInt.empty()),
        eventLoopThreads,
        limits,
        true);
  }
}
