package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.Outbox.Outgoing;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import org.jspecify.annotations.Nullable;

/// A client that has been let in. It lives as long as its socket: nothing is kept for the client's
/// next connection.
final class Connection implements Phase {
  private final Shared shared;
  private final Line line;
  private final Intake intake;
  private final Rights rights;
  private final Presence presence;
  private final @Nullable Will will;
  private final KeepAlive keepAlive;
  private final Outbox outbox;
  private final Subscriptions subscriptions;
  private final Requests requests;
  private final Publishes publishes;
  private boolean leaving;

  Connection(Shared shared, Line line, Intake intake, Rights rights, ConnectRequest request) {
    BrokerLimits limits = shared.limits();
    this.shared = shared;
    this.line = line;
    this.intake = intake;
    this.rights = rights;
    this.presence = new Presence(rights.client(), request.keepAlive(), request.cleanSession());
    this.will = request.will();
    this.keepAlive = new KeepAlive(line, intake, request.keepAlive());
    this.outbox = new Outbox(line, limits.delivery(), shared.counters());
    this.subscriptions = new Subscriptions(this, rights, shared.router().subscriptions(), limits);
    this.requests = new Requests(this, line, intake, outbox, limits.publish().waitingRequests());
    this.publishes = new Publishes(shared, line, rights, requests);
  }

  Client client() {
    return rights.client();
  }

  Presence presence() {
    return presence;
  }

  Rights rights() {
    return rights;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public void packet(MqttMessage packet) {
    keepAlive.heard();
    switch (packet.fixedHeader().messageType()) {
      case PUBLISH -> publishes.accept((MqttPublishMessage) packet);
      case PUBACK -> outbox.acknowledged(packetId(packet));
      case SUBSCRIBE -> subscribe((MqttSubscribeMessage) packet);
      case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) packet);
      case PINGREQ -> line.write(Packets.pingResponse());
      case DISCONNECT -> line.close(CloseReason.CLIENT_INITIATED_DISCONNECT, "DISCONNECT");
      default ->
          throw new ProtocolViolation(
              CloseReason.CLIENT_ERROR, "sent " + packet.fixedHeader().messageType());
    }
  }

  /// Any thread may call this; it never waits. The QoS is the one to deliver at.
  void deliver(Message message, int qos) {
    Outgoing outgoing = new Outgoing(message, qos, false);
    if (outbox.reserve(outgoing)) {
      if (line.isHere()) {
        put(outgoing);
      } else {
        line.execute(() -> put(outgoing));
      }
    }
  }

  /// Any thread may call this.
  void end(CloseReason reason, String detail) {
    line.execute(() -> line.close(reason, detail));
  }

  /// Takes no more packets, and ends the connection once the requests taken are answered. Any
  /// thread may call this.
  void endWhenAnswered() {
    line.execute(
        () -> {
          leaving = true;
          intake.pause(Pause.CLOSING);
          if (requests.isIdle()) {
            idle();
          }
        });
  }

  /// All requests taken have been answered.
  void idle() {
    if (leaving) {
      line.close(CloseReason.SERVER_INITIATED_DISCONNECT, "the broker closes");
    }
  }

  @Override
  public void writabilityChanged() {
    if (line.isWritable()) {
      outbox.send();
    }
  }

  @Override
  public void closed() {
    keepAlive.stop();
    subscriptions.close();
    shared.connections().leave(this, line.closeReason());
    boolean said = line.closeReason() == CloseReason.CLIENT_INITIATED_DISCONNECT;
    if (will != null && !said && shared.tellsWill(will.message().topic())) {
      shared.router().publish(will.message(), will.qos());
    }
  }

  private void put(Outgoing outgoing) {
    if (line.isOpen() && rights.mayReceive(outgoing.message().topic())) {
      outbox.put(outgoing);
    } else {
      outbox.release(outgoing);
    }
  }

  private void subscribe(MqttSubscribeMessage packet) {
    int packetId = packet.variableHeader().messageId();
    line.write(Packets.subAck(packetId, subscriptions.subscribe(packet)));
  }

  private void unsubscribe(MqttUnsubscribeMessage packet) {
    subscriptions.unsubscribe(packet.payload().topics());
    line.write(Packets.unsubAck(packet.variableHeader().messageId()));
  }

  private static int packetId(MqttMessage packet) {
    return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
  }
}
