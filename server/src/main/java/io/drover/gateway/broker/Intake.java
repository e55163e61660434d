package io.drover.gateway.broker;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/// The packets of one client in their order. While there is a reason to pause, the socket is not
/// read, and what had been read by then (one read of at most [Listener#LARGEST_READ] bytes, and the
/// packet that it completed) is held.
final class Intake {

  /// Why packets are not taken.
  enum Pause {
    AUTHENTICATING,
    /// It has sent more bytes in a second than it may.
    RATE,
    /// What the client may do is being read.
    POLICIES,
    /// As many requests as may wait are waiting.
    REQUESTS,
    /// As many of its messages as may be are being written for others' sessions.
    STORING,
    /// A message of its is being retained, before it is published.
    RETAINING,
    /// What it has subscribed to is being written for its session.
    SUBSCRIBING,
    /// The client does not read what is written to it.
    WRITES,
    CLOSING
  }

  private final Channel channel;
  private final Consumer<MqttMessage> taker;
  private final Set<Pause> pauses = EnumSet.noneOf(Pause.class);
  private final Queue<MqttMessage> held = new ArrayDeque<>(1);

  Intake(Channel channel, Consumer<MqttMessage> taker) {
    this.channel = channel;
    this.taker = taker;
  }

  void accept(MqttMessage packet) {
    if (pauses.isEmpty() && held.isEmpty()) {
      take(packet);
    } else {
      held.add(packet);
    }
  }

  void pause(Pause reason) {
    pauses.add(reason);
    channel.config().setAutoRead(false);
  }

  void resume(Pause reason) {
    if (!pauses.remove(reason)) {
      return;
    }
    while (pauses.isEmpty() && !held.isEmpty()) {
      take(held.remove());
    }
    if (pauses.isEmpty()) {
      channel.config().setAutoRead(true);
    }
  }

  /// Whether it is the server that keeps the client from being heard.
  boolean isServerBusy() {
    return pauses.contains(Pause.REQUESTS)
        || pauses.contains(Pause.RATE)
        || pauses.contains(Pause.POLICIES)
        || pauses.contains(Pause.STORING)
        || pauses.contains(Pause.RETAINING)
        || pauses.contains(Pause.SUBSCRIBING);
  }

  /// Forgets what is held.
  void close() {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  private void take(MqttMessage packet) {
    try {
      taker.accept(packet);
    } finally {
      ReferenceCountUtil.release(packet);
    }
  }
}
