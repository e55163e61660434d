package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.Requests.Request;
import io.drover.gateway.session.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import org.jspecify.annotations.Nullable;

/// What one client publishes: checked against the limits and its policies, then a request to the
/// server, or a message to whoever subscribed.
///
/// Nothing is retained yet: a message with the RETAIN flag needs the permission for it and is
/// delivered like any other. There are no rules yet: what is published to `$aws/rules/...` is
/// acknowledged and reaches nobody.
final class Publishes {
  private static final String RULES_PREFIX = "$aws/rules/";

  private final Shared shared;
  private final Line line;
  private final Intake intake;
  private final Rights rights;
  private final Requests requests;
  private final PublishRate rate;
  private int unwritten;

  Publishes(Shared shared, Line line, Intake intake, Rights rights, Requests requests) {
    this.shared = shared;
    this.line = line;
    this.intake = intake;
    this.rights = rights;
    this.requests = requests;
    this.rate = new PublishRate(shared.limits().publish().perSecond());
  }

  /// Throws [ProtocolViolation] when the client may not publish this.
  void accept(MqttPublishMessage packet) {
    require(packet);
    if (!rate.admits(line.ticker().nanoTime())) {
      shared.counters().messagesDropped.increment();
      return;
    }
    shared.counters().messagesIn.increment();
    int qos = packet.fixedHeader().qosLevel().value();
    int packetId = qos == 0 ? 0 : packet.variableHeader().packetId();
    Message message =
        new Message(packet.variableHeader().topicName(), ByteBufUtil.getBytes(packet.payload()));
    @Nullable RequestHandler handler = shared.handlerOf(message.topic());
    if (handler != null) {
      requests.add(new Request(handler, message, packetId));
    } else {
      publish(message, packetId);
    }
  }

  private void publish(Message message, int packetId) {
    String topic = message.topic();
    if (topic.startsWith(RULES_PREFIX)) {
      acknowledge(packetId);
    } else if (topic.startsWith("$")) {
      throw violation(CloseReason.CLIENT_ERROR, "stands for no request", topic);
    } else if (packetId == 0) {
      var _ = shared.publish(message, 0, Outcome.UNWATCHED);
    } else {
      publishSurely(message, packetId);
    }
  }

  /// Acknowledges once the message is kept for whoever is to get it later; not at all when there is
  /// no room to keep it: the client may send it again.
  private void publishSurely(Message message, int packetId) {
    Outcome outcome = durable -> line.execute(() -> kept(packetId, durable));
    switch (shared.publish(message, 1, outcome)) {
      case DELIVERED -> acknowledge(packetId);
      case KEEPING -> keeping();
      case DROPPED -> {}
    }
  }

  private void acknowledge(int packetId) {
    if (packetId != 0) {
      line.write(Packets.pubAck(packetId));
    }
  }

  private void keeping() {
    if (++unwritten >= shared.limits().publish().unwritten()) {
      intake.pause(Pause.STORING);
    }
  }

  private void kept(int packetId, boolean durable) {
    unwritten--;
    if (durable) {
      acknowledge(packetId);
    } else {
      line.close(CloseReason.SERVER_ERROR, "the store takes no messages");
    }
    if (unwritten <= shared.limits().publish().unwritten() / 2) {
      intake.resume(Pause.STORING);
    }
  }

  private void require(MqttPublishMessage packet) {
    String topic = packet.variableHeader().topicName();
    shared.limits().topics().requireName(topic);
    ByteBuf payload = packet.payload();
    if (payload.readableBytes() > shared.limits().publish().payloadBytes()) {
      throw violation(CloseReason.CLIENT_ERROR, "got too large a payload", topic);
    }
    if (packet.fixedHeader().qosLevel().value() > 1) {
      throw violation(CloseReason.CLIENT_ERROR, "was published to with QoS 2", topic);
    }
    if (!rights.mayPublish(topic)) {
      throw violation(CloseReason.FORBIDDEN_ACCESS, "needs iot:Publish", topic);
    }
    if (packet.fixedHeader().isRetain() && !rights.mayRetain(topic)) {
      throw violation(CloseReason.FORBIDDEN_ACCESS, "needs iot:RetainPublish", topic);
    }
  }

  private static ProtocolViolation violation(CloseReason reason, String fault, String topic) {
    return new ProtocolViolation(reason, "'" + Printable.of(topic) + "' " + fault);
  }
}
