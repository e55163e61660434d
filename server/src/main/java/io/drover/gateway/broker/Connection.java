package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.ConnectRequest;
import io.drover.gateway.broker.mqtt.Departure;
import io.drover.gateway.broker.mqtt.Grant;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.Packets;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.PublishRefused;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.mqtt.SessionRequest;
import io.drover.gateway.broker.mqtt.Will;
import io.drover.gateway.broker.mqtt.Wire;
import io.drover.gateway.session.StoredMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client that has been let in. It lives as long as its socket; what is kept for the client's
/// next connection is a [Session].
final class Connection implements Phase, Subscriber {
  private final Shared shared;
  private final long number;
  private final Line line;
  private final Intake intake;
  private final Rights rights;
  private final Presence presence;
  private final Wire wire;
  private final ConnectRequest request;
  private final Inflow inflow;
  private @Nullable Will will;
  private final KeepAlive keepAlive;
  private final Outbox outbox;
  private final GrantedFilters ownFilters;
  private Subscriptions subscriptions;
  private @Nullable Session session;
  private @Nullable Feed feed;
  private @Nullable Shares shares;
  private @Nullable Bringing bringing;
  private boolean resumed;
  private final Requests requests;
  private final Publishes publishes;
  private final @Nullable ByteRate bytes;
  private final Subscribing subscribing;
  private final FreshRights fresh;
  private boolean leaving;

  Connection(Shared shared, Line line, Intake intake, Rights rights, ConnectRequest request) {
    BrokerLimits limits = shared.limits();
    this.shared = shared;
    this.number = shared.connections().nextNumber();
    this.line = line;
    this.intake = intake;
    this.rights = rights;
    this.presence = line.presence(rights.client(), request);
    this.fresh = new FreshRights(rights.client().permissions(), line, intake);
    this.request = request;
    this.wire = Wire.of(request, limits, shared.dialect(), shared.clock());
    this.inflow = new Inflow(wire);
    this.will = request.will();
    this.keepAlive = new KeepAlive(line, intake, request.keepAlive());
    this.outbox =
        new Outbox(
            line,
            wire,
            limits.delivery().to(request.limits().receiveMaximum()),
            shared.waiting(),
            shared.counters(),
            shared.clock());
    this.ownFilters = new GrantedFilters(this, shared.router());
    this.subscriptions = new Subscriptions(rights, limits, ownFilters);
    this.requests = new Requests(this, line, intake, outbox, limits.publish().waitingRequests());
    this.bytes =
        limits.rates().bytes() == 0
            ? null
            : new ByteRate(limits.rates().bytes(), shared.counters(), line, intake);
    this.publishes = new Publishes(shared, this, line, intake, rights, requests);
    this.subscribing = new Subscribing(shared, this, line, intake, wire);
  }

  /// The higher, the newer.
  long number() {
    return number;
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

  GrantedFilters filters() {
    return session == null ? ownFilters : session.filters();
  }

  SessionRequest sessionRequest() {
    return request.session();
  }

  /// What outlives this connection; empty when nothing does.
  Optional<Session> session() {
    return Optional.ofNullable(session);
  }

  /// Gives it the session that it has from now on. Nothing is sent before [#start].
  ///
  /// @param boundary the position up to which messages had come before
  void attached(Session to, long boundary, boolean resumedNow) {
    session = to;
    resumed = resumedNow;
    subscriptions = new Subscriptions(rights, shared.limits(), to.filters());
    feed = new Feed(to, boundary, line, outbox, rights, shared.sessions());
    outbox.awaitAnswer();
  }

  /// Tells the client that it is in, and from now on why its connection ends. It may get messages
  /// from now on.
  void start() {
    line.speak(wire);
    line.write(wire.welcome(request, resumed));
    if (feed != null) {
      outbox.answer(List.of());
      feed.start();
    }
    if (session != null) {
      session.filters().shared().forEach(shared.router().groups()::drain);
    }
  }

  @Override
  public Optional<Connection> connection() {
    return Optional.of(this);
  }

  /// A message of a shared subscription is this client's to get. Any thread may call this; it never
  /// waits.
  void share(SharedGroup group, StoredMessage message, Grant grant) {
    line.execute(() -> shares().take(group, message, grant));
  }

  private Shares shares() {
    if (shares == null) {
      shares = new Shares(line, outbox, rights, shared.sessions());
    }
    return shares;
  }

  /// What brings it retained messages that have to be searched for.
  Bringing bringing() {
    if (bringing == null) {
      bringing = new Bringing(shared.retained(), line, outbox, rights, filters());
    }
    return bringing;
  }

  /// A message for its session has come and is in the store. Any thread may call this; it never
  /// waits.
  void kept(StoredMessage message) {
    line.execute(() -> fresh.decide(() -> arrived(message)));
  }

  private void arrived(StoredMessage message) {
    if (feed != null && line.isOpen()) {
      feed.arrived(message);
    }
  }

  @Override
  public void arriving(MqttMessage packet) {
    fresh.beforePacket();
    if (bytes != null) {
      bytes.arrived(packet);
    }
    if (packet instanceof MqttPublishMessage
        && packet.decoderResult().isSuccess()
        && packet.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE) {
      inflow.arrived();
    }
  }

  @Override
  public void packet(MqttMessage packet) {
    keepAlive.heard();
    switch (packet.fixedHeader().messageType()) {
      case PUBLISH -> publishes.accept((MqttPublishMessage) packet);
      case PUBACK -> outbox.acknowledged(packetId(packet));
      case SUBSCRIBE -> subscribing.subscribe((MqttSubscribeMessage) packet);
      case UNSUBSCRIBE -> subscribing.unsubscribe((MqttUnsubscribeMessage) packet);
      case PINGREQ -> line.write(Packets.pingResponse());
      case DISCONNECT -> leave(Departure.of(packet, request.session()));
      default ->
          throw new ProtocolViolation(
              ReasonCode.PROTOCOL_ERROR, "sent " + packet.fixedHeader().messageType());
    }
  }

  /// @param packetId 0 for QoS 0, which is not acknowledged
  void acknowledge(int packetId) {
    if (packetId != 0) {
      inflow.settled(packetId);
      line.write(wire.pubAck(packetId));
    }
  }

  /// Forgets a publish that is not acknowledged, ever.
  void drop(int packetId) {
    if (packetId != 0) {
      inflow.settled(packetId);
    }
  }

  /// Does not take what there is no room for now, which the client is told if it can be.
  void decline(int packetId, String why) {
    drop(packetId);
    @Nullable MqttMessage answer = wire.pubRefusal(packetId, ReasonCode.QUOTA_EXCEEDED, why);
    if (packetId != 0 && answer != null) {
      line.write(answer);
    }
  }

  /// Makes nothing of a publish, which the client is told if it can be, or else acknowledged.
  void passOver(int packetId, ReasonCode code, String why) {
    @Nullable MqttMessage answer = packetId == 0 ? null : wire.pubRefusal(packetId, code, why);
    if (answer == null) {
      acknowledge(packetId);
    } else {
      inflow.settled(packetId);
      line.write(answer);
    }
  }

  /// Throws [ProtocolViolation] when the client cannot be told.
  void refuse(int packetId, PublishRefused refusal) {
    @Nullable MqttMessage answer =
        packetId == 0 ? null : wire.pubRefusal(packetId, refusal.code(), refusal.detail());
    if (answer == null) {
      throw refusal.violation();
    }
    if (refusal.code() == ReasonCode.PACKET_IDENTIFIER_IN_USE) {
      inflow.refused();
    } else {
      inflow.settled(packetId);
    }
    line.write(answer);
  }

  /// Throws [PublishRefused] when another publish of this packet id is not acknowledged yet, and
  /// the client can be told.
  void begin(int packetId) {
    if (packetId != 0 && !inflow.begin(packetId)) {
      throw new PublishRefused(ReasonCode.PACKET_IDENTIFIER_IN_USE, "packet id " + packetId);
    }
  }

  /// Whether a publish of this packet id is not acknowledged yet, and the client can be told.
  boolean isInUse(int packetId) {
    return inflow.isInUse(packetId);
  }

  private void leave(Departure departure) {
    will = departure.withWill() ? will : null;
    if (session != null && departure.expiry() != null) {
      session.expiry(shared.limits().kept().atMost(departure.expiry()));
    }
    line.close(CloseReason.CLIENT_INITIATED_DISCONNECT, "DISCONNECT");
  }

  @Override
  public void deliver(Outgoing outgoing) {
    if (outbox.reserve(outgoing)) {
      if (line.isHere()) {
        fresh.decide(() -> put(outgoing));
      } else {
        line.execute(() -> fresh.decide(() -> put(outgoing)));
      }
    }
  }

  /// Any thread may call this.
  void end(CloseReason reason, String detail) {
    end(reason, reason.code(), detail);
  }

  /// Any thread may call this.
  ///
  /// @param code what the client is told; null for nothing
  void end(CloseReason reason, @Nullable ReasonCode code, String detail) {
    line.execute(() -> line.close(reason, code, detail));
  }

  /// Ends it because an operator asked for it. Any thread may call this.
  void endByApi(boolean withoutWill) {
    line.execute(
        () -> {
          will = withoutWill ? null : will;
          line.close(CloseReason.API_INITIATED_DISCONNECT, "deleted");
        });
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
    ownFilters.close();
    if (shares != null) {
      shares.close();
    }
    shared.connections().leave(this, line.closeReason());
    if (will != null) {
      new Wills(shared).publish(will, this, line);
    }
    outbox.close();
  }

  private void put(Outgoing outgoing) {
    if (line.isOpen() && rights.mayReceive(outgoing.message().topic())) {
      outbox.put(outgoing);
    } else {
      outbox.release(outgoing);
    }
  }

  private static int packetId(MqttMessage packet) {
    return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
  }
}
