package io.drover.gateway.broker;

import io.drover.gateway.broker.bounds.WaitingRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.Receipt;
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
  private final Releasing releasing;
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
    this.releasing = new Releasing(line, wire, inFlight);
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
    @Nullable Receipt receipt = inFlight.receipt(packetId);
    if (!releasing.has(packetId) && inFlight.release(packetId)) {
      if (receipt != null) {
        receipt.acknowledged();
      }
      send();
    }
  }

  /// PUBREC has come.
  void received(int packetId, boolean refused) {
    if (!refused) {
      releasing.received(packetId);
    } else if (releasing.refused(packetId)) {
      send();
    }
  }

  /// PUBCOMP has come; whether it was awaited.
  boolean completed(int packetId) {
    boolean awaited = releasing.completed(packetId);
    if (awaited) {
      send();
    }
    return awaited;
  }

  /// Where an earlier connection has ended with messages of QoS 2, and where this one does.
  Releasing releasing() {
    return releasing;
  }

  /// Sends what may be sent now. What has expired while it waited, or is too large for the client,
  /// is dropped.
  void send() {
    Outgoing next;
    while ((next = ready.peek()) != null && maySend(next)) {
      ready.remove();
      release(next);
      if (next.message().isExpired(clock) && !next.isAgain()) {
        drop(next, Dropped.EXPIRED);
      } else if (!wire.fits(next)) {
        drop(next, Dropped.TOO_LARGE);
      } else {
        write(next);
      }
    }
  }

  private void write(Outgoing next) {
    int id = next.qos() == 0 ? 0 : inFlight.take(next.packetId(), next.receipt());
    line.write(wire.publish(next, id));
    counters.messagesOut.increment();
    if (next.qos() == 2) {
      releasing.sent(id);
    }
    @Nullable Receipt receipt = next.receipt();
    if (receipt != null) {
      receipt.sent();
      if (next.qos() == 0) {
        receipt.acknowledged();
      }
    }
  }

  private void drop(Outgoing outgoing, Dropped why) {
    counters.dropped().count(why);
    @Nullable Receipt receipt = outgoing.receipt();
    if (receipt != null) {
      receipt.acknowledged();
    }
  }

  private Backlog backlogOf(Outgoing outgoing) {
    return outgoing.reply() ? replies : published;
  }

  private boolean maySend(Outgoing next) {
    return line.isWritable() && (next.qos() == 0 || inFlight.mayTake(next.packetId()));
  }
}
