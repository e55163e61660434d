package io.drover.gateway.broker;

import io.drover.gateway.broker.transport.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Accepts sockets on one port and gives each the handlers of a connection.
final class Listener extends ChannelInitializer<SocketChannel> {
  /// Bytes taken from a socket in one go, at most.
  static final int LARGEST_READ = 16_384;

  private static final int USUAL_READ = 512;
  private static final int SMALLEST_READ = 64;
  private static final int BACKLOG = 1_024;

  private final Shared shared;
  private final ChannelGroup sockets;
  private final Transport transport;

  Listener(Shared shared, ChannelGroup sockets, Transport transport) {
    this.shared = shared;
    this.sockets = sockets;
    this.transport = transport;
  }

  /// The listening socket.
  Channel bind(
      EventLoopGroup eventLoops,
      Class<? extends ServerSocketChannel> kind,
      InetSocketAddress address)
      throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(kind)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(SMALLEST_READ, USUAL_READ, LARGEST_READ))
            .childHandler(this)
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen for MQTT on " + address, bound.cause());
    }
    return bound.channel();
  }

  @Override
  protected void initChannel(SocketChannel socket) {
    shared.counters().accepted.increment();
    if (shared.pressure().isHigh()) {
      refuse(socket, Refused.MEMORY);
      return;
    }
    if (sockets.size() >= shared.limits().connect().connections()) {
      refuse(socket, Refused.CONNECTIONS);
      return;
    }
    transport.open(socket.pipeline());
    sockets.add(socket);
  }

  private void refuse(SocketChannel socket, Refused why) {
    shared.counters().refused().count(why);
    var _ = socket.close();
  }
}
