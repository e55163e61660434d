package io.drover.gateway.broker.transport;

import io.drover.identity.ServerTls;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.OpenSsl;

/// What sockets and TLS are made of: epoll and BoringSSL where their native libraries are at hand
/// and load, Java's own elsewhere. Each may be there without the other, and clients see no
/// difference.
public record Engines(boolean epoll, boolean boringSsl) {
  public static final Engines JAVA = new Engines(false, false);

  /// The fastest that this machine has.
  public static Engines available() {
    return new Engines(Epoll.isAvailable(), OpenSsl.isAvailable());
  }

  public IoHandlerFactory ioHandlers() {
    return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  public Class<? extends ServerSocketChannel> serverSocket() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  public TlsEngines tls(ServerTls parties) {
    return boringSsl ? new BoringSsl(parties) : new JavaTls(parties.context());
  }

  /// For the log.
  public String describe() {
    return (epoll ? "epoll" : "Java's sockets")
        + " and "
        + (boringSsl ? "BoringSSL" : "Java's TLS");
  }
}
