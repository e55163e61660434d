package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.Requests.Request;
import io.drover.gateway.broker.Router.Fate;
import io.drover.gateway.broker.bounds.PublishRate;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.Incoming;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.Printable;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.PublishRefused;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.session.Outcome;
import io.drover.gateway.session.SessionChange.Received;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What one client publishes: checked against the limits and its policies, then a request to the
/// server, or a message to whoever subscribed.
///
/// There are no rules yet: what is published to `$aws/rules/...` is acknowledged and reaches
/// nobody.
final class Publishes {
  private static final String RULES_PREFIX = "$aws/rules/";

  private final Shared shared;
  private final Connection owner;
  private final Line line;
  private final Intake intake;
  private final Rights rights;
  private final Requests requests;
  private final Incoming incoming;
  private final PublishRate rate;
  private int unwritten;

  Publishes(
      Shared shared, Connection owner, Line line, Intake intake, Rights rights, Requests requests) {
    this.shared = shared;
    this.owner = owner;
    this.line = line;
    this.intake = intake;
    this.rights = rights;
    this.requests = requests;
    this.incoming = new Incoming(shared.limits(), shared.clock());
    this.rate = new PublishRate(shared.limits().rates().publishes());
  }

  /// Throws [ProtocolViolation] when the client may not publish this.
  void accept(MqttPublishMessage packet) {
    int qos = packet.fixedHeader().qosLevel().value();
    if (qos > shared.dialect().mostQos()) {
      throw new ProtocolViolation(ReasonCode.QOS_NOT_SUPPORTED, "PUBLISH with QoS " + qos);
    }
    int packetId = qos == 0 ? 0 : packet.variableHeader().packetId();
    boolean isNew = qos < 2 || owner.receiving().begin(packetId);
    if (isNew && !owner.begin(qos, packetId)) {
      return;
    }
    try {
      Message message = incoming.message(packet);
      if (isNew) {
        accept(message, packetId);
      } else {
        owner.receiving().again(packetId);
      }
    } catch (PublishRefused e) {
      owner.refuse(packetId, e);
    } catch (ProtocolViolation e) {
      owner.drop(packetId);
      throw e;
    }
  }

  private void accept(Message message, int packetId) {
    requireAllowed(message);
    if (!rate.admits(line.ticker().nanoTime())) {
      shared.counters().dropped().count(Dropped.PUBLISH_RATE);
      owner.drop(packetId);
      return;
    }
    shared.counters().messagesIn.increment();
    @Nullable RequestHandler handler = shared.handlerOf(message.topic());
    if (handler != null) {
      requests.add(
          new Request(
              () -> handler.answer(rights.client(), message.topic(), message.payload()),
              message.topic(),
              packetId));
    } else {
      publish(message, packetId);
    }
  }

  private void publish(Message message, int packetId) {
    String topic = message.topic();
    if (topic.startsWith(RULES_PREFIX)) {
      owner.acknowledge(packetId);
    } else if (topic.startsWith("$")) {
      reserved(topic, packetId);
    } else if (message.retain() && owner.receiving().isOpen(packetId)) {
      retainOnce(message, packetId);
    } else if (message.retain()) {
      retain(message, packetId);
    } else if (packetId == 0) {
      var _ = shared.publish(message, 0, owner, Outcome.UNWATCHED);
    } else {
      publishSurely(message, packetId);
    }
  }

  private void reserved(String topic, int packetId) {
    String fault = "'" + Printable.of(topic) + "' stands for no request";
    if (!shared.dialect().passesOverReserved()) {
      throw new ProtocolViolation(ReasonCode.TOPIC_NAME_INVALID, fault);
    }
    owner.passOver(packetId, ReasonCode.TOPIC_NAME_INVALID, fault);
  }

  /// Acknowledges once the message is kept for whoever is to get it later; not at all when there is
  /// no room to keep it: the client may send it again.
  private void publishSurely(Message message, int packetId) {
    Outcome outcome = durable -> line.execute(() -> kept(packetId, durable));
    @Nullable Received once = owner.receiving().change(packetId);
    Origin origin = once == null ? owner : new Origin.Once(owner, once);
    int qos = owner.receiving().isOpen(packetId) ? 2 : 1;
    switch (shared.publish(message, qos, origin, outcome)) {
      case DELIVERED -> owner.acknowledge(packetId);
      case KEEPING -> keeping();
      case DROPPED -> owner.decline(packetId, "no room to keep it");
    }
  }

  /// Acknowledges once the message is also retained. Subscribers get it at once, in the order in
  /// which the client publishes.
  private void retain(Message message, int packetId) {
    if (shared.retained().refuses(message)) {
      owner.decline(packetId, "too many retained messages");
      return;
    }
    int qos = packetId == 0 ? 0 : 1;
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    Fate fate = shared.publish(message, qos, owner, kept::complete);
    if (fate == Fate.DROPPED) {
      owner.decline(packetId, "no room to keep it");
      return;
    }
    requests.add(
        new Request(
            () -> {
              shared.retained().keep(message, qos);
              if (fate == Fate.KEEPING && !kept.join()) {
                throw new IllegalStateException("the store takes no messages");
              }
              return List.of();
            },
            message.topic(),
            packetId));
  }

  /// Publishes once the message is retained, which may be done twice, and takes no packets before:
  /// what is published is published once.
  private void retainOnce(Message message, int packetId) {
    if (shared.retained().refuses(message)) {
      owner.decline(packetId, "too many retained messages");
      return;
    }
    intake.pause(Pause.RETAINING);
    Thread.startVirtualThread(
        () -> {
          try {
            shared.retained().keep(message, 2);
            line.execute(() -> retained(message, packetId));
          } catch (RuntimeException e) {
            line.execute(() -> notRetained(packetId, e));
          }
        });
  }

  private void retained(Message message, int packetId) {
    publishSurely(message, packetId);
    intake.resume(Pause.RETAINING);
  }

  private void notRetained(int packetId, RuntimeException cause) {
    owner.drop(packetId);
    line.fail("retaining a message", cause);
  }

  private void keeping() {
    if (++unwritten >= shared.limits().publish().unwritten()) {
      intake.pause(Pause.STORING);
    }
  }

  private void kept(int packetId, boolean durable) {
    unwritten--;
    if (durable && owner.receiving().isOpen(packetId)) {
      owner.receiving().takenForGood(packetId);
    } else if (durable) {
      owner.acknowledge(packetId);
    } else {
      owner.drop(packetId);
      line.close(CloseReason.SERVER_ERROR, "the store takes no messages");
    }
    if (unwritten <= shared.limits().publish().unwritten() / 2) {
      intake.resume(Pause.STORING);
    }
  }

  private void requireAllowed(Message message) {
    String topic = message.topic();
    if (!rights.mayPublish(topic)) {
      throw refused("needs iot:Publish", topic);
    }
    if (message.retain() && !rights.mayRetain(topic)) {
      throw refused("needs iot:RetainPublish", topic);
    }
  }

  private static PublishRefused refused(String fault, String topic) {
    return new PublishRefused(ReasonCode.NOT_AUTHORIZED, "'" + Printable.of(topic) + "' " + fault);
  }
}
