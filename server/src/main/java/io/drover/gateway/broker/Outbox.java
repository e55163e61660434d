package io.drover.gateway.broker;

import io.drover.gateway.broker.RequestHandler.Message;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// What goes to one client, in order: written while the client reads, acknowledges and is not
/// awaiting an answer; waiting otherwise, within the bounds of its [Backlog].
///
/// What is published to a client while one of its requests is being answered goes out after the
/// answer, so that a notification never overtakes the answer to the request that caused it.
final class Outbox {

  /// A message with the QoS that it goes out at.
  record Outgoing(Message message, int qos) {
    int size() {
      return message.topic().length() + message.payload().length;
    }
  }

  private final Line line;
  private final BrokerCounters counters;
  private final Backlog backlog;
  private final InFlight inFlight;
  private final Queue<Outgoing> ready = new ArrayDeque<>(1);
  private final Queue<Outgoing> held = new ArrayDeque<>(1);
  private boolean answering;

  Outbox(Line line, BrokerLimits.Delivery limits, BrokerCounters counters) {
    this.line = line;
    this.counters = counters;
    this.backlog = new Backlog(limits);
    this.inFlight = new InFlight(limits.inFlight());
  }

  /// Makes room for a message that is about to be put in; false when it must be dropped. Any thread
  /// may call this.
  boolean reserve(Outgoing outgoing) {
    boolean room = backlog.reserve(outgoing.size());
    if (!room) {
      counters.messagesDropped.increment();
    }
    return room;
  }

  /// Gives back the room of a message that will not be put in.
  void release(Outgoing outgoing) {
    backlog.release(outgoing.size());
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
  void answer(List<Outgoing> replies) {
    for (Outgoing reply : replies) {
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

  /// Sends what may be sent now.
  void send() {
    Outgoing next;
    while ((next = ready.peek()) != null && maySend(next)) {
      ready.remove();
      release(next);
      line.write(Packets.publish(next.message(), next.qos() == 0 ? 0 : inFlight.take()));
      counters.messagesOut.increment();
    }
  }

  private boolean maySend(Outgoing next) {
    return line.isWritable() && (next.qos() == 0 || !inFlight.isFull());
  }
}
