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
import io.drover.gateway.session.Outcome;
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
final class Connection implements Phase, Subscriber, Origin {
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
  private final Answers answers;
  private Receiving receiving;
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
    this.subscriptions = new Subscriptions(rights, limits, shared.dialect(), ownFilters);
    this.answers = new Answers(line, shared.dialect().answersInOrder());
    this.receiving = new Receiving(shared.sessions(), line, wire, answers, null);
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

  /// What is published for its client when it ends; null for nothing.
  @Nullable Will will() {
    return will;
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
    subscriptions = new Subscriptions(rights, shared.limits(), shared.dialect(), to.filters());
    receiving = new Receiving(shared.sessions(), line, wire, answers, to);
    feed =
        new Feed(
            to,
            shared.dialect().redelivers() ? 0 : boundary,
            line,
            outbox,
            rights,
            shared.sessions());
    outbox.awaitAnswer();
  }

  /// Tells the client that it is in, and from now on why its connection ends. It may get messages
  /// from now on.
  void start() {
    line.speak(wire);
    line.write(wire.welcome(request, resumed));
    if (feed != null && session != null) {
      outbox.releasing().resume(session.released().all());
      outbox.answer(List.of());
      feed.start();
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
      case PUBREC, PUBREL, PUBCOMP -> handshake(packet);
      case PINGREQ -> line.write(Packets.pingResponse());
      case DISCONNECT -> leave(Departure.of(packet, request.session()));
      default -> throw unexpected(packet);
    }
  }

  private static ProtocolViolation unexpected(MqttMessage packet) {
    return new ProtocolViolation(
        ReasonCode.PROTOCOL_ERROR, "sent " + packet.fixedHeader().messageType());
  }

  /// Of QoS 2.
  private void handshake(MqttMessage packet) {
    if (shared.dialect().mostQos() < 2) {
      throw unexpected(packet);
    }
    int packetId = packetId(packet);
    switch (packet.fixedHeader().messageType()) {
      case PUBREC -> outbox.received(packetId, Packets.isRefusal(packet));
      case PUBREL -> {
        inflow.settled(packetId);
        receiving.released(packetId);
      }
      default -> {
        if (outbox.completed(packetId) && session != null) {
          shared.sessions().completed(session, packetId);
        }
      }
    }
  }

  Receiving receiving() {
    return receiving;
  }

  @Override
  public Connection publisher() {
    return this;
  }

  /// @param packetId 0 for QoS 0, which is not acknowledged
  void acknowledge(int packetId) {
    if (receiving.isOpen(packetId)) {
      receiving.taken(packetId);
    } else if (packetId != 0) {
      inflow.settled(packetId);
      answers.give(packetId, wire.pubAck(packetId));
    }
  }

  /// Forgets a publish that is not acknowledged, ever.
  void drop(int packetId) {
    drop(packetId, null);
  }

  private void drop(int packetId, @Nullable MqttMessage answer) {
    receiving.dropped(packetId);
    if (packetId != 0) {
      inflow.settled(packetId);
      answers.give(packetId, answer);
    }
  }

  private @Nullable MqttMessage refusal(int packetId, ReasonCode code, String why) {
    int qos = receiving.isOpen(packetId) ? 2 : 1;
    return packetId == 0 ? null : wire.pubRefusal(qos, packetId, code, why);
  }

  /// Does not take what there is no room for now, which the client is told if it can be.
  void decline(int packetId, String why) {
    drop(packetId, refusal(packetId, ReasonCode.QUOTA_EXCEEDED, why));
  }

  /// Makes nothing of a publish, which the client is told if it can be, or else acknowledged.
  void passOver(int packetId, ReasonCode code, String why) {
    @Nullable MqttMessage answer = refusal(packetId, code, why);
    if (answer == null) {
      acknowledge(packetId);
    } else {
      drop(packetId, answer);
    }
  }

  /// Throws [ProtocolViolation] when the client cannot be told.
  void refuse(int packetId, PublishRefused refusal) {
    @Nullable MqttMessage answer = refusal(packetId, refusal.code(), refusal.detail());
    if (answer == null) {
      receiving.dropped(packetId);
      throw refusal.violation();
    }
    drop(packetId, answer);
  }

  /// Whether a publish may have its turn: not when another of its packet id is not acknowledged
  /// yet, which the client is told if it can be.
  boolean begin(int qos, int packetId) {
    if (packetId == 0 || inflow.begin(packetId)) {
      answers.await(packetId);
      return true;
    }
    inflow.refused();
    if (qos == 2) {
      receiving.dropped(packetId);
    }
    String why = "packet id " + packetId;
    write(wire.pubRefusal(qos, packetId, ReasonCode.PACKET_IDENTIFIER_IN_USE, why));
    return false;
  }

  private void write(@Nullable MqttMessage answer) {
    if (answer != null) {
      line.write(answer);
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
    releaseUnkept();
    shared.connections().leave(this, line.closeReason());
    if (will != null && !Sessions.takesCare(session, will)) {
      new Wills(shared).publish(will, this);
    }
    outbox.close();
  }

  /// What of QoS 2 nobody keeps is never sent again: the client is to release what it may have got.
  private void releaseUnkept() {
    if (session != null) {
      for (int packetId : outbox.releasing().unkept()) {
        shared.sessions().released(session, null, packetId, Outcome.UNWATCHED);
      }
    }
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
