package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.Printable;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// The requests of one client, answered in their order, one at a time, each on a virtual thread.
/// When as many wait as may, the socket is not read. Requests taken before the connection ended are
/// still answered, to nobody.
///
/// PUBACK goes out with the answer: what a request of QoS 1 changed is durable by then.
final class Requests {

  /// What has to be done for a packet before it is acknowledged.
  interface Work {
    /// The messages that go back to the client alone, in order. May block. What it throws is a bug,
    /// and closes the connection.
    List<Message> answer();
  }

  /// @param topic for the log
  /// @param packetId 0 for QoS 0
  record Request(Work work, String topic, int packetId) {
    int qos() {
      return packetId == 0 ? 0 : 1;
    }
  }

  private final Connection owner;
  private final Line line;
  private final Intake intake;
  private final Outbox outbox;
  private final int limit;
  private final Queue<Request> waiting = new ArrayDeque<>(1);
  private boolean answering;

  Requests(Connection owner, Line line, Intake intake, Outbox outbox, int limit) {
    this.owner = owner;
    this.line = line;
    this.intake = intake;
    this.outbox = outbox;
    this.limit = limit;
  }

  boolean isIdle() {
    return !answering;
  }

  void add(Request request) {
    if (!answering) {
      start(request);
      return;
    }
    waiting.add(request);
    if (waiting.size() >= limit) {
      intake.pause(Pause.REQUESTS);
    }
  }

  private void start(Request request) {
    answering = true;
    outbox.awaitAnswer();
    Thread.startVirtualThread(() -> answer(request));
  }

  /// On a virtual thread.
  private void answer(Request request) {
    try {
      List<Message> replies = request.work().answer();
      line.execute(() -> answered(request, replies));
    } catch (RuntimeException | Error e) {
      line.execute(() -> failed(request, e));
    }
  }

  private void answered(Request request, List<Message> replies) {
    answering = false;
    if (line.isOpen()) {
      owner.acknowledge(request.packetId());
      outbox.answer(addressed(replies, request.qos()));
    }
    next();
  }

  /// The replies that the client may receive, at the QoS of its subscription to them or, without
  /// one, of its request.
  private List<Outgoing> addressed(List<Message> replies, int requestQos) {
    return replies.stream()
        .filter(reply -> owner.rights().mayReceive(reply.topic()))
        .map(reply -> addressed(reply, requestQos))
        .toList();
  }

  private Outgoing addressed(Message reply, int requestQos) {
    String topic = reply.topic();
    int qos = owner.subscriptions().qosOf(topic, requestQos);
    return Outgoing.reply(reply, qos, owner.filters().identifiers(topic));
  }

  private void failed(Request request, Throwable bug) {
    answering = false;
    owner.drop(request.packetId());
    waiting.forEach(unanswered -> owner.drop(unanswered.packetId()));
    waiting.clear();
    line.fail("answering " + Printable.of(request.topic()), bug);
    owner.idle();
  }

  private void next() {
    Request request = waiting.poll();
    if (request == null) {
      owner.idle();
    } else {
      start(request);
    }
    if (waiting.size() <= limit / 2) {
      intake.resume(Pause.REQUESTS);
    }
  }
}
