package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.SessionRequest;
import io.drover.gateway.broker.mqtt.Will;
import io.drover.gateway.session.Family;
import io.drover.gateway.session.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What of a client outlives its connections: its subscriptions, the messages that it has not
/// acknowledged, and the packet ids of QoS 2 that are under way in either direction. At most one
/// connection at a time has the session, the one that came last.
///
/// Any thread may use it.
final class Session implements Keeper {
  private final long id;
  private final String clientId;
  private final KeptQueue queue;
  private final GrantedFilters filters;
  private Family family;
  private Duration expiry;
  private @Nullable Instant expiresAt;
  private volatile @Nullable Connection connection;
  private final PacketIds received = new PacketIds();
  private final PacketIds released = new PacketIds();
  private long lastStored;
  private long sent;
  private boolean sentUnknown;
  private @Nullable Will will;
  private @Nullable Instant willDue;

  Session(
      long id, String clientId, Family family, Duration expiry, Router router, KeptQueue queue) {
    this.id = id;
    this.clientId = clientId;
    this.family = family;
    this.expiry = expiry;
    this.queue = queue;
    this.filters = new GrantedFilters(this, router);
  }

  String clientId() {
    return clientId;
  }

  /// The version of MQTT in which its client has come last.
  synchronized Family family() {
    return family;
  }

  /// How long it is kept after its client has left.
  synchronized Duration expiry() {
    return expiry;
  }

  synchronized void expiry(Duration newExpiry) {
    expiry = newExpiry;
  }

  /// When it ends; null while its client is connected.
  synchronized @Nullable Instant expiresAt() {
    return expiresAt;
  }

  /// From now on messages go to this connection. Answers the position up to which messages have
  /// come before: those are to be found in the store, later ones are brought.
  synchronized long attach(Connection to, SessionRequest asked) {
    connection = to;
    family = asked.family();
    expiry = asked.expiry();
    expiresAt = null;
    return lastStored;
  }

  synchronized void detach(Instant newExpiresAt) {
    connection = null;
    expiresAt = newExpiresAt;
  }

  /// Puts back what was found in the store.
  synchronized void found(long messages, long bytes, long lastPosition) {
    queue.found(messages, bytes);
    lastStored = lastPosition;
    sent = sentUnknown ? lastPosition : sent;
  }

  /// Puts back what was found of this in the store: empty when all there is may have been sent.
  synchronized void foundSent(OptionalLong position) {
    sent = position.orElse(0);
    sentUnknown = position.isEmpty();
  }

  /// The position up to which messages have been sent to its client, on whatever connection.
  synchronized long sent() {
    return sent;
  }

  synchronized void sent(long position) {
    sent = Math.max(sent, position);
  }

  /// The packet ids that its client has used and not released.
  PacketIds received() {
    return received;
  }

  /// The packet ids that its client is to release.
  PacketIds released() {
    return released;
  }

  /// What is kept to be published for its client; null for nothing.
  synchronized @Nullable Will will() {
    return will;
  }

  /// When its will is published; null while its client is connected, or without one.
  synchronized @Nullable Instant willDue() {
    return willDue;
  }

  synchronized void will(@Nullable Will newWill, @Nullable Instant due) {
    will = newWill;
    willDue = due;
  }

  GrantedFilters filters() {
    return filters;
  }

  /// From now on it gets nothing and keeps nothing.
  void end() {
    queue.end();
    synchronized (this) {
      connection = null;
    }
    filters.close();
  }

  @Override
  public void deliver(Outgoing outgoing) {
    connection().ifPresent(client -> client.deliver(outgoing));
  }

  @Override
  public Optional<Connection> connection() {
    return Optional.ofNullable(connection);
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public KeptQueue queue() {
    return queue;
  }

  @Override
  public void removed(long position, int bytes) {
    queue.release(bytes);
  }

  @Override
  public void stored(StoredMessage message) {
    @Nullable Connection client;
    synchronized (this) {
      lastStored = message.position();
      client = connection;
    }
    if (client != null) {
      client.kept(message);
    }
  }
}
