package io.drover.gateway.broker;

import io.drover.gateway.broker.transport.Identification;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/// A connection without a socket: it is given what a client would send piece by piece, on an event
/// loop which the calling thread runs, and its buffers are counted. It is read from only when a
/// socket would be: not while the server has paused it.
final class FedChannel extends AbstractChannel {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1883);

  private final ManualIoEventLoop loop;
  private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
  private final ChannelConfig config = new DefaultChannelConfig(this);
  private boolean open = true;
  private boolean hungUp;
  private boolean cut;

  /// A connection whose event loop is run by the thread that feeds it.
  FedChannel(ManualIoEventLoop loop, Shared shared) {
    super(null);
    this.loop = loop;
    config.setAllocator(buffers);
    new MqttHandlers(shared).begin(pipeline(), new Identification.Nothing());
    unsafe().register(loop, newPromise());
    loop.runNow();
  }

  static ManualIoEventLoop loop() {
    return new ManualIoEventLoop(Thread.currentThread(), LocalIoHandler.newFactory());
  }

  /// Gives it these bytes in one read, once it may be read, and waits until it may be again, or is
  /// closed.
  void feed(byte[] bytes, int from, int to) {
    if (isOpen()) {
      ByteBuf read = buffers.buffer(to - from).writeBytes(bytes, from, to - from);
      pipeline().fireChannelRead(read).fireChannelReadComplete();
      settle();
    }
  }

  /// Waits until it may be read, or is closed.
  private void settle() {
    long end = System.nanoTime() + PATIENCE;
    loop.runNow();
    while (isOpen() && !config.isAutoRead()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the connection is paused and does not go on");
      }
      loop.run(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /// Bytes in buffers that this connection has, or has left behind.
  long bytesInBuffers() {
    return buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory();
  }

  /// Whether it was the server that closed it.
  boolean wasCut() {
    return cut;
  }

  /// Closes it as a client does that goes away.
  void hangUp() {
    hungUp = true;
    var _ = close();
    loop.runNow();
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new AbstractUnsafe() {
      @Override
      public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer out) {
    while (out.remove()) {
      // as if it had been sent
    }
  }

  @Override
  protected boolean isCompatible(EventLoop other) {
    return true;
  }

  @Override
  protected SocketAddress localAddress0() {
    return ADDRESS;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return ADDRESS;
  }

  @Override
  protected void doBind(SocketAddress local) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doClose() {
    cut = !hungUp;
    open = false;
  }

  @Override
  protected void doBeginRead() {}

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }
}
