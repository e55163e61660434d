package io.drover.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Many [LeanClient]s on one thread. The first failure of one of them fails whoever waits.
final class ClientLoop implements AutoCloseable {
  private static final int CONNECTING_AT_A_TIME = 64;
  private static final long PAUSE_NANOS = 2_000_000;
  private static final long LONGEST_WAIT_MINUTES = 10;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = loops.next();
  private final ChannelGroup channels = new DefaultChannelGroup(loop);
  private final InetSocketAddress address;
  private final Optional<SslContext> tls;
  private final Semaphore connecting = new Semaphore(CONNECTING_AT_A_TIME);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final long thread;
  private int asked;
  private volatile boolean closing;

  /// @param tls empty for plain connections
  ClientLoop(int port, Optional<SslContext> tls) {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.tls = tls;
    this.thread =
        loop.submit(() -> Thread.currentThread().threadId()).syncUninterruptibly().getNow();
  }

  /// Processor time that its thread has used.
  long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
  }

  boolean isTls() {
    return tls.isPresent();
  }

  /// Has a client connect; waits while too many others do. Handshakes are whole ones: no session of
  /// TLS is taken up again, because the client does not name its peer.
  void open(LeanClient client) {
    connecting.acquireUninterruptibly();
    throwFailure();
    asked++;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channels.add(channel);
                    tls.ifPresent(
                        context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
                    channel.pipeline().addLast(client);
                  }
                });
    var _ =
        bootstrap
            .connect(address)
            .addListener((ChannelFutureListener) future -> reached(client, future));
  }

  private void reached(LeanClient client, ChannelFuture future) {
    if (!future.isSuccess()) {
      failed(client.clientId(), future.cause());
    }
  }

  /// Returns when all clients are open.
  void awaitOpen() {
    await("connect", () -> open.get() == asked);
  }

  /// Returns when all clients have left.
  void awaitLeft() {
    await("disconnect", () -> left.get() == asked);
  }

  int openCount() {
    return open.get();
  }

  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_WAIT_MINUTES);
    while (!condition.getAsBoolean()) {
      throwFailure();
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            what + ": gave up after " + LONGEST_WAIT_MINUTES + " minutes");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  void throwFailure() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("a client failed: " + cause.getMessage(), cause);
    }
  }

  /// Runs work on the thread of the clients.
  void run(Runnable work) {
    loop.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            failed("the load", e);
          }
        });
  }

  void opened() {
    open.incrementAndGet();
    connecting.release();
  }

  void left() {
    left.incrementAndGet();
  }

  void failed(String client, @Nullable Throwable cause) {
    if (!closing) {
      failure.compareAndSet(null, new IllegalStateException(client + ": " + cause, cause));
      connecting.release();
    }
  }

  @Override
  public void close() {
    closing = true;
    var _ = channels.close().awaitUninterruptibly();
    var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
