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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Many devices on few threads, and what they measure together.
final class Load implements AutoCloseable {
  private static final int CONNECTING_AT_A_TIME = 64;
  private static final int LARGEST_MESSAGE = 256 * 1_024;
  private static final int MOST_SAMPLES = 4_000_000;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Optional<SslContext> tls;
  private final int port;
  private final List<LoadDevice> devices = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();
  private final Semaphore connecting = new Semaphore(CONNECTING_AT_A_TIME);
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Samples answers = new Samples(MOST_SAMPLES);
  private final Samples notifications = new Samples(MOST_SAMPLES);
  private volatile boolean closing;

  Load(int port, Optional<SslContext> tls) {
    this.port = port;
    this.tls = tls;
  }

  /// Connects things 0 to `count` - 1, each subscribed to its notify topics.
  void connect(int count, Progress progress) {
    for (int number = 0; number < count; number++) {
      connecting.acquireUninterruptibly();
      throwFailure();
      open(new LoadDevice(Fleet.name(number), this, tls.isPresent()));
      progress.show("connect devices", number, count);
    }
    await("connect", () -> ready.get() == count);
  }

  private void open(LoadDevice device) {
    devices.add(device);
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
                        .addLast(new MqttDecoder(LARGEST_MESSAGE), MqttEncoder.INSTANCE, device);
                  }
                });
    channels.add(bootstrap.connect("127.0.0.1", port).syncUninterruptibly().channel());
  }

  /// Lets every device work until it is told that there is no more, and answers how many executions
  /// they completed.
  long workUntilIdle() {
    long before = completed.get();
    answers.clear();
    working.set(devices.size());
    devices.forEach(LoadDevice::work);
    await("work", () -> working.get() == 0);
    return completed.get() - before;
  }

  void await(String what, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(30);
    while (!condition.getAsBoolean()) {
      throwFailure();
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + ": gave up after 30 minutes");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void throwFailure() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("a device failed: " + cause.getMessage(), cause);
    }
  }

  void forgetNotifications() {
    notifications.clear();
  }

  int notificationCount() {
    return notifications.count();
  }

  /// From `sinceNanos` until each notification came.
  Percentiles notificationsSince(long sinceNanos) {
    return notifications.millisSince(sinceNanos);
  }

  /// From each request until its answer.
  Percentiles answers() {
    return answers.millisSince(0);
  }

  void ready() {
    ready.incrementAndGet();
    connecting.release();
  }

  void answered(long nanos) {
    answers.add(nanos);
  }

  void notified(long atNanos) {
    notifications.add(atNanos);
  }

  void completed() {
    completed.incrementAndGet();
  }

  void idle() {
    working.decrementAndGet();
  }

  void failed(String thing, Throwable cause) {
    if (!closing) {
      failure.compareAndSet(
          null, new IllegalStateException(thing + ": " + cause.getMessage(), cause));
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

  /// A bounded record of times; those past its end are not kept.
  private static final class Samples {
    private final long[] nanos;
    private final AtomicInteger next = new AtomicInteger();

    Samples(int most) {
      nanos = new long[most];
    }

    void add(long value) {
      int at = next.getAndIncrement();
      if (at < nanos.length) {
        nanos[at] = value;
      }
    }

    void clear() {
      next.set(0);
    }

    int count() {
      return Math.min(next.get(), nanos.length);
    }

    Percentiles millisSince(long origin) {
      double[] millis = new double[count()];
      for (int i = 0; i < millis.length; i++) {
        millis[i] = (nanos[i] - origin) / 1e6;
      }
      return Percentiles.of(millis);
    }
  }
}
