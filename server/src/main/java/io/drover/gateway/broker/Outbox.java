package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.Wire;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What goes to one client, in order: written while the client reads, acknowledges and is not
/// awaiting an answer; waiting otherwise, within the bounds of a [Backlog].
///
/// What is published to a client while one of its requests is being answered goes out after the
/// answer, so that a notification never overtakes the answer to the request that caused it.
final class Outbox {

  private final Line line;
  private final Wire wire;
  private final InstantSource clock;
  private final BrokerCounters counters;
  private final Backlog published;
  // Of its own, so that a client which is slow to take notifications still gets its answers.
  private final Backlog replies;
  private final InFlight inFlight;
  private final Queue<Outgoing> ready = new ArrayDeque<>(1);
  private final Queue<Outgoing> held = new ArrayDeque<>(1);
  private boolean answering;

  Outbox(
      Line line,
      Wire wire,
      BrokerLimits.Delivery limits,
      WaitingRoom all,
      BrokerCounters counters,
      InstantSource clock) {
    this.line = line;
    this.wire = wire;
    this.counters = counters;
    this.clock = clock;
    this.published = new Backlog(limits, all);
    this.replies = new Backlog(limits, all);
    this.inFlight = new InFlight(limits.inFlight());
  }

  /// Makes room for a message that is about to be put in; false when it must be dropped. Any thread
  /// may call this.
  boolean reserve(Outgoing outgoing) {
    @Nullable Dropped dropped = backlogOf(outgoing).reserve(outgoing.size());
    if (dropped != null) {
      counters.dropped().count(dropped);
    }
    return dropped == null;
  }

  /// As [#reserve], of a message that is not lost when there is no room.
  boolean tryReserve(Outgoing outgoing) {
    return backlogOf(outgoing).reserve(outgoing.size()) == null;
  }

  /// Gives back the room of a message that will not be put in.
  void release(Outgoing outgoing) {
    backlogOf(outgoing).release(outgoing.size());
  }

  /// The client is gone: what waits for it takes no room any more. Any thread may call this.
  void close() {
    published.close();
    replies.close();
  }

  /// Takes a message for which there is room.
  void put(Outgoing outgoing) {
    if (answering) {
      held.add(outgoing);
    } else {
      ready.add(outgoing);
      send();
    }
  }

  /// From now on messages wait for [#answer].
  void awaitAnswer() {
    answering = true;
  }

  /// Sends the answer (in so far as there is room for it), then what was held for it.
  void answer(List<Outgoing> answer) {
    for (Outgoing reply : answer) {
      if (reserve(reply)) {
        ready.add(reply);
      }
    }
    ready.addAll(held);
    held.clear();
    answering = false;
    send();
  }

  void acknowledged(int packetId) {
    if (inFlight.release(packetId)) {
      send();
    }
  }

  /// Sends what may be sent now. What has expired while it waited, or is too large for the client,
  /// is dropped.
  void send() {
    Outgoing next;
    while ((next = ready.peek()) != null && maySend(next)) {
      ready.remove();
      release(next);
      if (next.message().isExpired(clock)) {
        drop(next, Dropped.EXPIRED);
      } else if (!wire.fits(next)) {
        drop(next, Dropped.TOO_LARGE);
      } else {
        line.write(wire.publish(next, next.qos() == 0 ? 0 : inFlight.take(next.acknowledged())));
        counters.messagesOut.increment();
        if (next.qos() == 0 && next.acknowledged() != null) {
          next.acknowledged().run();
        }
      }
    }
  }

  private void drop(Outgoing outgoing, Dropped why) {
    counters.dropped().count(why);
    if (outgoing.acknowledged() != null) {
      outgoing.acknowledged().run();
    }
  }

  private Backlog backlogOf(Outgoing outgoing) {
    return outgoing.reply() ? replies : published;
  }

  private boolean maySend(Outgoing next) {
    return line.isWritable() && (next.qos() == 0 || !inFlight.isFull());
  }
}
