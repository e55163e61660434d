package io.drover.gateway.broker;

import io.drover.gateway.broker.transport.Engines;
import io.drover.gateway.broker.transport.HandshakePlaces;
import io.drover.gateway.broker.transport.MutualTls;
import io.drover.gateway.broker.transport.Protocol;
import io.drover.gateway.broker.transport.TcpTransport;
import io.drover.gateway.broker.transport.Transport;
import io.drover.gateway.broker.transport.WebSocketTransport;
import io.drover.identity.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The listening sockets of a broker.
final class Listeners {

  /// One for each of [BrokerConfig.Ports].
  enum Kind {
    MQTTS,
    MQTT,
    WSS,
    WS
  }

  /// TLS handshakes under way at the same time, over all listeners.
  private static final int MOST_HANDSHAKES = 1_000;

  private final BrokerConfig config;
  private final Engines engines;
  private final @Nullable MutualTls tls;
  private final Shared shared;
  private final Protocol mqtt;
  private final ChannelGroup sockets;
  private final HandshakePlaces handshakes = new HandshakePlaces(MOST_HANDSHAKES);
  private final Map<Kind, Channel> open = new EnumMap<>(Kind.class);

  Listeners(
      BrokerConfig config,
      Engines engines,
      @Nullable ServerTls parties,
      Shared shared,
      ChannelGroup sockets) {
    if (config.ports().needTls() && parties == null) {
      throw new IllegalArgumentException("a TLS listener needs a certificate");
    }
    this.config = config;
    this.engines = engines;
    this.shared = shared;
    this.mqtt = new MqttHandlers(shared);
    this.sockets = sockets;
    this.tls =
        parties == null
            ? null
            : new MutualTls(
                engines.tls(parties),
                config.limits().connect().handshake(),
                Thread::startVirtualThread,
                handshakes);
  }

  void open(EventLoopGroup eventLoops) throws IOException {
    for (Kind kind : Kind.values()) {
      OptionalInt port = configured(kind);
      if (port.isPresent()) {
        Listener listener = new Listener(shared, sockets, transport(kind));
        InetSocketAddress address = address(kind, port.getAsInt());
        open.put(kind, listener.bind(eventLoops, engines.serverSocket(), address));
      }
    }
  }

  private OptionalInt configured(Kind kind) {
    BrokerConfig.Ports ports = config.ports();
    return switch (kind) {
      case MQTTS -> ports.mqtts();
      case MQTT -> ports.mqtt();
      case WSS -> ports.wss();
      case WS -> ports.ws();
    };
  }

  private Transport transport(Kind kind) {
    return switch (kind) {
      case MQTTS -> new TcpTransport(mqtt, tls);
      case MQTT -> new TcpTransport(mqtt, null);
      case WSS -> webSockets(tls);
      case WS -> webSockets(null);
    };
  }

  private Transport webSockets(@Nullable MutualTls over) {
    return new WebSocketTransport(
        mqtt,
        over,
        shared.authenticator()::signer,
        config.limits().connect().connect(),
        config.limits().packetBytes());
  }

  /// Only loopback hears plaintext.
  private InetSocketAddress address(Kind kind, int port) {
    return switch (kind) {
      case MQTTS, WSS -> new InetSocketAddress(config.bind(), port);
      case MQTT, WS -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    };
  }

  /// The port really listened on; empty when there is none.
  OptionalInt port(Kind kind) {
    @Nullable Channel listener = open.get(kind);
    return listener == null
        ? OptionalInt.empty()
        : OptionalInt.of(((InetSocketAddress) listener.localAddress()).getPort());
  }

  HandshakePlaces handshakes() {
    return handshakes;
  }

  void close() {
    open.values().forEach(listener -> listener.close().awaitUninterruptibly());
    if (tls != null) {
      tls.engines().close();
    }
  }
}
