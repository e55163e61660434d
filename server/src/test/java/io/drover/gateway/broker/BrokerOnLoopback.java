package io.drover.gateway.broker;

import io.drover.arn.Arns;
import io.drover.background.BackgroundTask.Outcome;
import io.drover.changes.Changes;
import io.drover.connectivity.Connectivity;
import io.drover.connectivity.ConnectivityRecorder;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.Dialect;
import io.drover.gateway.presence.LifecycleEvents;
import io.drover.gateway.presence.ThingPresence;
import io.drover.identity.Permissions;
import io.drover.messaging.Publisher;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A broker in this process with a plaintext listener on a free port. Everyone is let in as the
/// principal `p-` with its client id, and may do everything but what has been denied.
final class BrokerOnLoopback implements AutoCloseable {
  static final Arns ARNS = new Arns("eu-west-1", "123456789012");
  static final BrokerLimits LIMITS = BrokerLimits.AWS;

  final Broker broker;
  private final Connectivity connectivity;
  private final ConnectivityRecorder recorder;
  private final @Nullable BrokerStore own;
  private final Set<String> denied = ConcurrentHashMap.newKeySet();
  private final Map<String, String> things = new ConcurrentHashMap<>();
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();
  private final Map<String, BlockingQueue<String>> heard = new ConcurrentHashMap<>();

  BrokerOnLoopback(BrokerLimits limits, RequestHandler... handlers) throws IOException {
    this(limits, Dialect.AWS, InstantSource.system(), new BrokerStore(), "", true, handlers);
  }

  /// A broker that goes on with what an earlier one over the same store has left.
  BrokerOnLoopback(BrokerLimits limits, InstantSource clock, BrokerStore store) throws IOException {
    this(limits, Dialect.AWS, clock, store, "", false);
  }

  /// A broker that keeps to the specifications of MQTT; goes on with what an earlier one has left.
  static BrokerOnLoopback standard(
      InstantSource clock, BrokerStore store, RequestHandler... handlers) throws IOException {
    return new BrokerOnLoopback(
        BrokerLimits.STANDARD, Dialect.STANDARD, clock, store, "", false, handlers);
  }

  /// One of several over the same store; goes on with what it has left itself.
  static BrokerOnLoopback named(String server, BrokerStore store) throws IOException {
    return new BrokerOnLoopback(LIMITS, Dialect.AWS, InstantSource.system(), store, server, false);
  }

  private BrokerOnLoopback(
      BrokerLimits limits,
      Dialect dialect,
      InstantSource clock,
      BrokerStore store,
      String server,
      boolean owned,
      RequestHandler... handlers)
      throws IOException {
    own = owned ? store : null;
    BrokerConfig config =
        new BrokerConfig(
            "127.0.0.1",
            server,
            new BrokerConfig.Ports(
                OptionalInt.empty(), OptionalInt.of(0), OptionalInt.empty(), OptionalInt.empty()),
            2,
            limits,
            dialect,
            true);
    connectivity =
        new Connectivity(store.database(), new Changes(), (_, _) -> false, "server " + server);
    recorder = new ConnectivityRecorder(connectivity);
    Permissions permissions = (action, arn) -> !denied.contains(action + " " + arn);
    Authenticator authenticator =
        (clientId, _) ->
            strangers.contains(clientId)
                ? Optional.empty()
                : Optional.of(
                    new Client(clientId, "p-" + clientId, permissions, things.get(clientId)));
    broker =
        new Broker(
            config,
            null,
            ARNS,
            clock,
            store.database(),
            authenticator,
            List.of(handlers),
            List.of(
                new ThingPresence(recorder, clock),
                new Heard(),
                new LifecycleEvents(new Itself(), InstantSource.system())));
    broker.start();
  }

  BrokerOnLoopback(RequestHandler... handlers) throws IOException {
    this(LIMITS, handlers);
  }

  /// Does in the background what it does every second: tells who has come and gone, and ends the
  /// connections of those who have come to another server.
  void exchangesNews() {
    while (recorder.pass(Instant.EPOCH) == Outcome.MORE) {}
    while (connectivity.endSuperseded(
        each -> broker.supersede(each.clientId(), each.connection()))) {}
  }

  int port() {
    return broker.plainPort().orElseThrow();
  }

  void deny(String action, String kind, String id) {
    denied.add(action + " " + ARNS.of(kind, id));
  }

  /// What listeners heard next of a client: `connected`, or why it left.
  String nextOf(String clientId) throws InterruptedException {
    @Nullable String next = of(clientId).poll(5, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was heard of " + clientId);
    }
    return next;
  }

  boolean hasHeardOf(String clientId) {
    return heard.containsKey(clientId);
  }

  private BlockingQueue<String> of(String clientId) {
    return heard.computeIfAbsent(clientId, _ -> new LinkedBlockingQueue<>());
  }

  /// From its next connection on the client is known to be of this thing.
  void exclusive(String clientId, String thing) {
    things.put(clientId, thing);
  }

  void ban(String clientId) {
    strangers.add(clientId);
  }

  @Override
  public void close() {
    broker.close();
    if (own != null) {
      own.close();
    }
  }

  /// The broker, for what is made before it.
  private final class Itself implements Publisher {
    @Override
    public void publish(String topic, byte[] payload, int qos) {
      broker.publish(topic, payload, qos);
    }

    @Override
    public boolean hasSubscriber(String topic) {
      return broker.hasSubscriber(topic);
    }
  }

  private final class Heard implements PresenceListener {
    @Override
    public void connected(Presence presence) {
      of(presence.client().clientId()).add("connected");
    }

    @Override
    public void disconnected(Presence presence, CloseReason reason) {
      of(presence.client().clientId()).add(reason.name());
    }
  }
}
