package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.ConnectRequest;
import io.drover.gateway.broker.mqtt.Printable;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.mqtt.Wire;
import io.drover.gateway.session.Outcome;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way out to one client, and the one place where its connection is ended: the first reason
/// given is the reason, and gets the one line in the log.
final class Line {
  private static final Logger log = LoggerFactory.getLogger(Line.class);

  private final Channel channel;
  private String peer;
  private boolean flushing;
  private @Nullable CloseReason closeReason;
  private @Nullable Wire wire;

  Line(Channel channel) {
    this.channel = channel;
    this.peer = String.valueOf(channel.remoteAddress());
  }

  /// This connection, as others are told of it.
  Presence presence(Client client, ConnectRequest request) {
    return new Presence(
        client,
        UUID.randomUUID().toString().replace("-", ""),
        (InetSocketAddress) channel.remoteAddress(),
        (InetSocketAddress) channel.localAddress(),
        request.keepAlive(),
        request.session().clean(),
        request.session().expiry());
  }

  /// From now on the log knows the peer by its client id.
  void identify(String clientId) {
    peer = Printable.of(clientId) + " (" + channel.remoteAddress() + ")";
  }

  /// From now on the client is told why its connection ends, in so far as its version of MQTT can.
  void speak(Wire version) {
    wire = version;
  }

  /// Writes the packet; it goes out together with all that is written before the event loop turns
  /// to its next tasks.
  void write(MqttMessage packet) {
    var _ = channel.write(packet, channel.voidPromise());
    if (!flushing) {
      flushing = true;
      execute(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    channel.flush();
  }

  /// Whether the client reads fast enough for more to be written.
  boolean isWritable() {
    return channel.isWritable();
  }

  boolean isOpen() {
    return closeReason == null && channel.isActive();
  }

  void close(CloseReason reason, String detail) {
    close(reason, reason.code(), detail);
  }

  void close(ProtocolViolation violation) {
    close(violation.reason(), violation.code(), violation.detail());
  }

  /// @param code what the client is told; null for nothing
  void close(CloseReason reason, @Nullable ReasonCode code, String detail) {
    if (ends(reason, detail)) {
      @Nullable MqttMessage goodbye =
          wire == null || code == null ? null : wire.goodbye(code, detail);
      if (goodbye != null) {
        var _ = channel.write(goodbye, channel.voidPromise());
      }
      channel.flush();
      var _ = channel.close();
    }
  }

  /// Closes once this last packet has gone out.
  void closeAfter(Object packet, CloseReason reason, String detail) {
    if (ends(reason, detail)) {
      var _ = channel.writeAndFlush(packet).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /// Closes because of a bug of ours: the only end whose stack trace is logged.
  void fail(String doing, Throwable bug) {
    if (closeReason == null) {
      log.error("{}: {} failed", peer, doing, bug);
      close(CloseReason.SERVER_ERROR, doing + " failed");
    }
  }

  /// Why the connection ended; that the client or the network dropped it, when nobody gave a
  /// reason.
  CloseReason closeReason() {
    return closeReason == null ? CloseReason.CONNECTION_LOST : closeReason;
  }

  private boolean ends(CloseReason reason, String detail) {
    if (closeReason != null) {
      return false;
    }
    closeReason = reason;
    if (reason.isNoteworthy()) {
      log.info("{} disconnected, {}: {}", peer, reason, detail);
    } else {
      log.debug("{} disconnected, {}: {}", peer, reason, detail);
    }
    return true;
  }

  /// Whether the caller is on the event loop of this connection.
  boolean isHere() {
    return channel.eventLoop().inEventLoop();
  }

  /// Runs the task on the event loop of this connection, later; not at all when the broker has
  /// closed. A task that fails ends the connection.
  void execute(Runnable task) {
    try {
      channel.eventLoop().execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      log.debug("{}: the broker has closed", peer);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (ProtocolViolation e) {
      close(e); // of a packet that had to wait
    } catch (RuntimeException e) {
      fail("a task of its event loop", e);
    }
  }

  /// Runs the task as [#execute] does once a change is durable. When it cannot be made so, the
  /// connection ends.
  Outcome whenDurable(Runnable task) {
    return durable -> execute(durable ? task : this::notDurable);
  }

  private void notDurable() {
    close(CloseReason.SERVER_ERROR, "the store takes no changes");
  }

  /// Runs on a virtual thread what may block. Work that fails ends the connection.
  ///
  /// @param doing names the work in the log
  void executeBlocking(String doing, Runnable work) {
    Thread.startVirtualThread(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            execute(() -> fail(doing, e));
          }
        });
  }

  Future<?> schedule(Runnable task, long nanos) {
    return channel.eventLoop().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  Ticker ticker() {
    return channel.eventLoop().ticker();
  }
}
