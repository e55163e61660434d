package io.drover.bench;

import io.drover.bench.LeanClient.Login;
import io.drover.bench.Meter.Traffic;

/// Many clients' messages to one, each client in its turn: the next one sends when a message has
/// come, so that no more are under way than a broker keeps for a receiver.
final class FanIn implements LeanClient.Conduct {
  private static final String TOPIC = "bench/fan-in";
  private static final int MESSAGES_AT_A_TIME = 256;

  private final Meter meter = new Meter();
  private final byte[] topic = LeanPackets.bytes(TOPIC);
  private final LeanClient[] senders;
  private final int qos;
  private final ClientLoop loop;
  private int next;

  FanIn(int senders, int qos, ClientLoop loop) {
    this.senders = new LeanClient[senders];
    this.qos = qos;
    this.loop = loop;
  }

  Traffic measure(ServerProcess server, Meter.Times times) {
    loop.open(new LeanClient(new Login("fan-in", TOPIC, qos), loop, this));
    for (int number = 0; number < senders.length; number++) {
      senders[number] =
          new LeanClient(new Login("fan-in-" + number), loop, LeanClient.Conduct.IDLE);
      loop.open(senders[number]);
    }
    loop.awaitOpen();
    loop.run(
        () -> {
          for (int i = 0; i < MESSAGES_AT_A_TIME; i++) {
            send();
          }
        });
    return meter.measure(server, loop, times);
  }

  private void send() {
    meter.sent(1);
    LeanClient sender = senders[next];
    next = (next + 1) % senders.length;
    sender.publish(topic, qos, System.nanoTime(), 0);
    sender.flush();
  }

  @Override
  public void received(LeanClient client, long sentAt, int number) {
    meter.completed(sentAt);
    if (!meter.isEnding()) {
      send();
    }
  }
}
