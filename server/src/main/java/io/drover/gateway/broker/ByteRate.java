package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.time.Duration;

/// Slows a client down that sends more bytes in a second than it may: its socket is not read until
/// what it has sent is within the rate again. What fits in one second may come at once.
final class ByteRate {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /// The bytes of a packet before those that it counts itself, about.
  private static final int FIXED_HEADER = 2;

  private final int perSecond;
  private final BrokerCounters counters;
  private final Line line;
  private final Intake intake;
  private long paidUntil;
  private boolean waiting;

  ByteRate(int perSecond, BrokerCounters counters, Line line, Intake intake) {
    this.perSecond = perSecond;
    this.counters = counters;
    this.line = line;
    this.intake = intake;
    this.paidUntil = line.ticker().nanoTime() - SECOND;
  }

  /// A packet has come.
  void arrived(MqttMessage packet) {
    if (packet.decoderResult().isSuccess()) {
      arrived(FIXED_HEADER + packet.fixedHeader().remainingLength());
    }
  }

  private void arrived(long bytes) {
    long oldest = line.ticker().nanoTime() - SECOND;
    paidUntil = (paidUntil - oldest > 0 ? paidUntil : oldest) + bytes * SECOND / perSecond;
    if (!waiting && early() > 0) {
      waiting = true;
      counters.slowed.increment();
      intake.pause(Pause.RATE);
      rest();
    }
  }

  private void rest() {
    var _ = line.schedule(this::rested, early());
  }

  private void rested() {
    if (early() > 0) {
      rest();
    } else {
      waiting = false;
      intake.resume(Pause.RATE);
    }
  }

  private long early() {
    return paidUntil - line.ticker().nanoTime();
  }
}
