package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.Outbox.Outgoing;
import io.drover.gateway.session.Outcome;
import io.drover.gateway.session.SessionChange;
import io.drover.gateway.session.SessionChange.Subscribed;
import io.drover.gateway.session.SessionChange.Unsubscribed;
import io.drover.gateway.session.StoredMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client that has been let in. It lives as long as its socket; what is kept for the client's
/// next connection is a [Session].
final class Connection implements Phase, Subscriber {
  private final Shared shared;
  private final Line line;
  private final Intake intake;
  private final Rights rights;
  private final Presence presence;
  private @Nullable Will will;
  private final KeepAlive keepAlive;
  private final Outbox outbox;
  private final SessionRequest sessionRequest;
  private final GrantedFilters ownFilters;
  private Subscriptions subscriptions;
  private @Nullable Session session;
  private @Nullable Feed feed;
  private @Nullable Shares shares;
  private boolean resumed;
  private final Requests requests;
  private final Publishes publishes;
  private final FreshRights fresh;
  private boolean leaving;

  Connection(Shared shared, Line line, Intake intake, Rights rights, ConnectRequest request) {
    BrokerLimits limits = shared.limits();
    this.shared = shared;
    this.line = line;
    this.intake = intake;
    this.rights = rights;
    this.presence = line.presence(rights.client(), request);
    this.fresh = new FreshRights(rights.client().permissions(), line, intake);
    this.will = request.will();
    this.keepAlive = new KeepAlive(line, intake, request.keepAlive());
    this.outbox = new Outbox(line, limits.delivery(), shared.counters());
    this.sessionRequest = request.session();
    this.ownFilters = new GrantedFilters(this, shared.router());
    this.subscriptions = new Subscriptions(rights, limits, ownFilters);
    this.requests = new Requests(this, line, intake, outbox, limits.publish().waitingRequests());
    this.publishes = new Publishes(shared, line, intake, rights, requests);
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
    return sessionRequest;
  }

  /// What outlives this connection; empty when nothing does.
  Optional<Session> session() {
    return Optional.ofNullable(session);
  }

  /// Whether it goes on with what an earlier connection has left.
  boolean isResumed() {
    return resumed;
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

  /// The client has been told that it is in.
  void start() {
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
  void share(SharedGroup group, StoredMessage message, int qos) {
    line.execute(() -> shares().take(group, message, qos));
  }

  private Shares shares() {
    if (shares == null) {
      shares = new Shares(line, outbox, rights, shared.sessions());
    }
    return shares;
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
  public void arriving() {
    fresh.beforePacket();
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

  @Override
  public void deliver(Message message, int qos) {
    Outgoing outgoing = new Outgoing(message, qos, false);
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
    line.execute(() -> line.close(reason, detail));
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
    boolean said = line.closeReason() == CloseReason.CLIENT_INITIATED_DISCONNECT;
    if (will != null && !said && shared.tellsWill(will.message().topic())) {
      var _ = shared.publish(will.message(), will.qos(), Outcome.UNWATCHED);
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
    List<Integer> codes = subscriptions.subscribe(packet);
    tellSubscribed(packet, codes);
    if (session == null) {
      line.write(Packets.subAck(packetId, codes));
    } else {
      Map<String, Integer> granted = Subscriptions.granted(packet, codes);
      change(new Subscribed(session.id(), granted), Packets.subAck(packetId, codes));
    }
  }

  private void tellSubscribed(MqttSubscribeMessage packet, List<Integer> codes) {
    List<String> granted = new ArrayList<>(codes.size());
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i) < Packets.SUBSCRIPTION_REFUSED) {
        granted.add(packet.payload().topicSubscriptions().get(i).topicFilter());
      }
    }
    if (!granted.isEmpty()) {
      shared.connections().tell(listener -> listener.subscribed(presence, granted));
    }
  }

  /// Sends the answer once the change of the session is durable; takes no packets before.
  private void change(SessionChange change, MqttMessage answer) {
    intake.pause(Pause.SUBSCRIBING);
    shared
        .sessions()
        .journal()
        .change(change, durable -> line.execute(() -> changed(durable, answer)));
  }

  private void changed(boolean durable, MqttMessage answer) {
    if (durable) {
      line.write(answer);
      intake.resume(Pause.SUBSCRIBING);
    } else {
      line.close(CloseReason.SERVER_ERROR, "the store takes no changes");
    }
  }

  private void unsubscribe(MqttUnsubscribeMessage packet) {
    List<String> filters = List.copyOf(packet.payload().topics());
    List<String> gone = subscriptions.unsubscribe(filters);
    shared.connections().tell(listener -> listener.unsubscribed(presence, filters));
    MqttMessage answer = Packets.unsubAck(packet.variableHeader().messageId());
    if (session == null) {
      line.write(answer);
    } else {
      change(new Unsubscribed(session.id(), gone), answer);
    }
  }

  private static int packetId(MqttMessage packet) {
    return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
  }
}
