package io.drover.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Many MQTT connections on one thread. The first failure of one of them fails whoever waits.
final class Wire implements AutoCloseable {
  private static final int CONNECTING_AT_A_TIME = 64;
  private static final int LARGEST_MESSAGE = 256 * 1_024;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final int port;
  private final Optional<SslContext> tls;
  private final List<Channel> channels = new ArrayList<>();
  private final Semaphore connecting = new Semaphore(CONNECTING_AT_A_TIME);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean closing;

  private final long thread;

  /// @param tls empty for plain connections
  Wire(int port, Optional<SslContext> tls) {
    this.port = port;
    this.tls = tls;
    this.thread =
        loops.submit(() -> Thread.currentThread().threadId()).syncUninterruptibly().getNow();
  }

  /// Processor time that its thread has used.
  long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
  }

  boolean isTls() {
    return tls.isPresent();
  }

  void open(MqttConnection connection) {
    connecting.acquireUninterruptibly();
    throwFailure();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    tls.ifPresent(
                        context ->
                            channel
                                .pipeline()
                                .addLast(context.newHandler(channel.alloc(), "localhost", port)));
                    channel
                        .pipeline()
                        .addLast(
                            new MqttDecoder(LARGEST_MESSAGE), MqttEncoder.INSTANCE, connection);
                  }
                });
    channels.add(bootstrap.connect("127.0.0.1", port).syncUninterruptibly().channel());
  }

  /// Returns when all connections are open and have subscribed.
  void awaitOpen() {
    await("connect", () -> open.get() == channels.size());
  }

  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(30);
    while (!condition.getAsBoolean()) {
      throwFailure();
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + ": gave up after 30 minutes");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  void throwFailure() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("a device failed: " + cause.getMessage(), cause);
    }
  }

  void opened() {
    open.incrementAndGet();
    connecting.release();
  }

  void failed(String client, Throwable cause) {
    if (!closing) {
      failure.compareAndSet(
          null, new IllegalStateException(client + ": " + cause.getMessage(), cause));
      connecting.release();
    }
  }

  @Override
  public void close() {
    closing = true;
    for (Channel channel : channels) {
      var _ = channel.close();
    }
    var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
