package io.drover.gateway.broker;

import io.drover.arn.Arns;
import io.drover.background.BackgroundTask;
import io.drover.gateway.broker.Listeners.Kind;
import io.drover.gateway.broker.bounds.ConnectRates;
import io.drover.gateway.broker.bounds.Memory;
import io.drover.gateway.broker.bounds.Pressure;
import io.drover.gateway.broker.bounds.QueueRoom;
import io.drover.gateway.broker.bounds.RetainRates;
import io.drover.gateway.broker.bounds.WaitingRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.Dialect;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.transport.Engines;
import io.drover.gateway.broker.transport.HandshakePlaces;
import io.drover.gateway.retained.RetainedMessages;
import io.drover.gateway.session.Outcome;
import io.drover.gateway.session.SessionJournal;
import io.drover.identity.ServerTls;
import io.drover.messaging.Publisher;
import io.drover.rejection.Rejection.Throttled;
import io.drover.rejection.Rejection.Unavailable;
import io.drover.store.Database;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The MQTT broker. It speaks MQTT 3.1.1 and MQTT 5 in a [Dialect], that of AWS's broker or that of
/// the specifications; policies are asked for every action, and requests to reserved topics
/// answered to the requester alone. Sessions outlive connections, and the server; so do retained
/// messages.
public final class Broker implements Publisher, AutoCloseable {
  private static final int SECONDS_TO_ANSWER = 5;
  private static final int SECONDS_TO_KEEP = 20;
  private static final int SECONDS_TO_STOP = 2;

  private static final Logger log = LoggerFactory.getLogger(Broker.class);

  private final Engines engines;
  private final Shared shared;
  private final Listeners open;
  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final EventLoopGroup eventLoops;

  /// @param database keeps sessions, and what waits for them
  /// @param tls for the TLS listeners: the server's certificate, and which client certificates pass
  ///   the handshake; may be null when there are none
  /// @param handlers asked in this order whether a topic is a request of theirs
  /// @param listeners hear of clients that come and go
  public Broker(
      BrokerConfig config,
      @Nullable ServerTls tls,
      Arns arns,
      InstantSource clock,
      Database database,
      Authenticator authenticator,
      List<RequestHandler> handlers,
      List<PresenceListener> listeners) {
    this.engines = config.useNative() ? Engines.available() : Engines.JAVA;
    BrokerLimits.Kept kept = config.limits().kept();
    BrokerCounters counters = new BrokerCounters();
    SessionJournal journal = new SessionJournal(database, config.server());
    QueueRoom room = new QueueRoom(kept.all().messages(), kept.all().bytes());
    Dialect dialect = config.dialect();
    Router router = new Router(dialect, kept.groups(), journal, room);
    Sessions sessions =
        new Sessions(journal, room, clock, config.limits(), dialect, router, counters);
    this.shared =
        new Shared(
            config.limits(),
            dialect,
            arns,
            clock,
            authenticator,
            List.copyOf(handlers),
            new Connections(sessions, counting(listeners, counters)),
            router,
            sessions,
            new Retained(
                new RetainedMessages(database),
                new RetainRates(config.limits().rates(), clock),
                counters,
                clock,
                dialect),
            new ConnectRates(config.limits().rates(), clock),
            new WaitingRoom(config.limits().delivery().allWaitingBytes()),
            new Pressure(),
            counters);
    this.open = new Listeners(config, engines, tls, shared, sockets);
    this.eventLoops =
        new MultiThreadIoEventLoopGroup(
            config.eventLoopThreads(), new DefaultThreadFactory("mqtt"), engines.ioHandlers());
  }

  private static List<PresenceListener> counting(
      List<PresenceListener> listeners, BrokerCounters counters) {
    List<PresenceListener> all = new ArrayList<>(listeners);
    all.add(new CountedEnds(counters));
    return List.copyOf(all);
  }

  /// What its connections have in common, for connections that do not come over its listeners.
  Shared shared() {
    return shared;
  }

  /// Takes up the sessions that an earlier server has left, and opens the listeners of the
  /// configuration. Throws when an address is taken; then call [#close].
  public void start() throws IOException {
    shared.retained().messages().open();
    shared.sessions().recover();
    open.open(eventLoops);
    log.info("MQTT is served with {}", engines.describe());
  }

  /// The port of MQTT over TLS; empty when there is none.
  public OptionalInt tlsPort() {
    return open.port(Kind.MQTTS);
  }

  /// The port of MQTT in plaintext; empty when there is none.
  public OptionalInt plainPort() {
    return open.port(Kind.MQTT);
  }

  /// The port of MQTT over WebSockets and TLS; empty when there is none.
  public OptionalInt webSocketTlsPort() {
    return open.port(Kind.WSS);
  }

  /// The port of MQTT over WebSockets in plaintext; empty when there is none.
  public OptionalInt webSocketPort() {
    return open.port(Kind.WS);
  }

  @Override
  public void publish(String topic, byte[] payload, int qos) {
    var _ = shared.publish(new Message(topic, payload), qos, null, Outcome.UNWATCHED);
  }

  /// Publishes a message of someone else than a client or the server, who may do so, and retains it
  /// if it asks for that. Returns when all who are to get it later are sure to, also over a kill of
  /// the server: waits for the store when there are such. Throws [Unavailable] when that takes no
  /// messages, [Throttled] when too many are retained.
  public void publish(Message message, int qos) {
    boolean retained = Retained.concerns(message);
    if (retained && shared.retained().refuses(message)) {
      throw new Throttled("Too many messages are retained.").toException();
    }
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    boolean sure =
        switch (shared.publish(message, qos, null, kept::complete)) {
          case DELIVERED -> true;
          case KEEPING -> kept.completeOnTimeout(false, SECONDS_TO_KEEP, TimeUnit.SECONDS).join();
          case DROPPED -> false;
        };
    if (!sure) {
      throw new Unavailable("The store takes no messages now; try again.").toException();
    }
    if (retained) {
      shared.retained().keep(message, qos);
    }
  }

  @Override
  public boolean hasSubscriber(String topic) {
    return shared.router().subscriptions().hasSubscriber(topic);
  }

  /// Ends the connections of these clients, and sees to it that one who was being let in meanwhile
  /// is authenticated again. To be called after what the [Authenticator] goes by has changed.
  public void disconnect(Predicate<Client> which) {
    shared.connections().beginPurge();
    shared
        .connections()
        .forEach(
            connection -> {
              if (which.test(connection.client())) {
                connection.end(
                    CloseReason.SERVER_INITIATED_DISCONNECT,
                    ReasonCode.NOT_AUTHORIZED,
                    "no longer a client of this server");
              }
            });
  }

  /// Ends one connection, if it is still there, because its client has come to another server.
  ///
  /// @param sessionId as its [Presence] has it
  public void supersede(String clientId, String sessionId) {
    shared.connections().supersede(clientId, sessionId);
  }

  /// Ends the connection of a client as an operator asks for it.
  ///
  /// @param cleanSession whether its session ends too, also when it is not connected
  /// @param preventWill whether its will is not published
  /// @return whether the client was connected or had a session
  public boolean deleteConnection(String clientId, boolean cleanSession, boolean preventWill) {
    return shared.connections().delete(clientId, cleanSession, preventWill);
  }

  /// Each filter that a client is subscribed to, with its QoS; empty when it has neither a
  /// connection nor a session.
  public Optional<SortedMap<String, Integer>> subscriptions(String clientId) {
    return shared.connections().filters(clientId).map(GrantedFilters::all);
  }

  /// What is retained.
  public RetainedMessages retained() {
    return shared.retained().messages();
  }

  /// Ends sessions and messages that have expired.
  public BackgroundTask sessionExpiry() {
    return new SessionExpiryTask(shared.sessions(), shared.connections(), new Wills(shared));
  }

  /// TLS handshakes under way.
  public HandshakePlaces handshakes() {
    return open.handshakes();
  }

  /// Ends connections while memory is short.
  public BackgroundTask shedding(Memory memory) {
    return new ShedTask(memory, shared.pressure(), shared.connections(), shared.counters());
  }

  /// Whether memory is short now.
  public boolean isMemoryShort() {
    return shared.pressure().isHigh();
  }

  /// Times that memory has been short.
  public long memoryEpisodes() {
    return shared.pressure().episodes();
  }

  /// Bytes of messages that wait for clients which do not keep up.
  public long waitingBytes() {
    return shared.waiting().bytes();
  }

  /// Sessions that are kept, with their clients connected or not.
  public int sessions() {
    return shared.sessions().count();
  }

  /// Messages that are kept for sessions.
  public long keptMessages() {
    return shared.sessions().messages();
  }

  /// Their bytes.
  public long keptBytes() {
    return shared.sessions().bytes();
  }

  /// Clients that are connected now.
  public int connections() {
    return shared.connections().count();
  }

  public BrokerCounters counters() {
    return shared.counters();
  }

  /// Stops listening, gives the requests that were taken some seconds to be answered, and ends
  /// every connection.
  @Override
  public void close() {
    open.close();
    sockets.forEach(Broker::endWhenAnswered);
    var _ = sockets.newCloseFuture().awaitUninterruptibly(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    var _ = sockets.close().awaitUninterruptibly();
    var _ =
        eventLoops.shutdownGracefully(0, SECONDS_TO_STOP, TimeUnit.SECONDS).awaitUninterruptibly();
    shared.sessions().close();
  }

  private static void endWhenAnswered(Channel socket) {
    @Nullable ConnectionHandler connection = socket.pipeline().get(ConnectionHandler.class);
    if (connection == null) {
      var _ = socket.close(); // still in its handshake, or closed already
    } else {
      connection.endWhenAnswered();
    }
  }
}
