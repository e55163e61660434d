package io.drover.bench;

import io.drover.bench.Meter.Traffic;

/// Requests and replies at QoS 1: each client asks the next one, which answers it, and asks again
/// as soon as it is answered.
final class Echo {
  private static final int QOS = 1;
  private static final int REPLY = -1;

  private final Meter meter = new Meter();
  private final LeanClient[] clients;
  private final byte[][] topics;

  /// @param count clients, each with one request under way
  Echo(int count) {
    this.clients = new LeanClient[count];
    this.topics = new byte[count][];
  }

  /// Each request with its reply counts once.
  Traffic measure(ServerProcess server, ClientLoop loop, Meter.Times times) {
    for (int number = 0; number < clients.length; number++) {
      String topic = "bench/echo/" + number;
      topics[number] = LeanPackets.bytes(topic);
      clients[number] =
          new LeanClient(
              new LeanClient.Login("echo-" + number, topic, QOS), loop, new Answering(number));
      loop.open(clients[number]);
    }
    loop.awaitOpen();
    loop.run(this::askAll);
    return meter.measure(server, loop, times);
  }

  private void askAll() {
    for (int number = 0; number < clients.length; number++) {
      ask(number);
      clients[number].flush();
    }
  }

  private void ask(int number) {
    meter.sent(1);
    byte[] topic = topics[(number + 1) % topics.length];
    clients[number].publish(topic, QOS, System.nanoTime(), number);
  }

  private final class Answering implements LeanClient.Conduct {
    private final int self;

    Answering(int self) {
      this.self = self;
    }

    @Override
    public void received(LeanClient client, long sentAt, int number) {
      if (number != REPLY) {
        client.publish(topics[number], QOS, sentAt, REPLY);
      } else {
        meter.completed(sentAt);
        if (!meter.isEnding()) {
          ask(self);
        }
      }
    }
  }
}
