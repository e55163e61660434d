package io.drover.api.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// A connection's context whose reader gives up on a request that takes too long to arrive. Used by
/// the connection's own thread alone.
final class TimedContext implements ConnectionContext {
  private final ConnectionContext context;
  private final long longestNanos;
  private final DataReader reader;
  private boolean arriving;
  private long begun;

  TimedContext(ConnectionContext context, Duration longest) {
    this.context = context;
    this.longestNanos = longest.toNanos();
    this.reader = new DataReader(this::read);
  }

  /// A request is arriving; all of it must be there in time.
  void begin() {
    arriving = true;
    begun = System.nanoTime();
  }

  /// No request is arriving.
  void rest() {
    arriving = false;
  }

  private byte[] read() {
    if (arriving && System.nanoTime() - begun > longestNanos) {
      throw new CloseConnectionException("the request took too long to arrive");
    }
    byte[] bytes = context.serverSocket().get();
    if (!arriving) {
      begin();
    }
    return bytes;
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public ListenerContext listenerContext() {
    return context.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return context.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return context.dataWriter();
  }

  @Override
  public Router router() {
    return context.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return context.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return context.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return context.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return context.localPeer();
  }

  @Override
  public boolean isSecure() {
    return context.isSecure();
  }

  @Override
  public String socketId() {
    return context.socketId();
  }

  @Override
  public String childSocketId() {
    return context.childSocketId();
  }
}
