package io.drover.bench;

import io.drover.bench.LeanClient.Login;
import io.drover.bench.Meter.Traffic;

/// One client's messages to many, a few at a time: another is sent when all have got one.
final class FanOut implements LeanClient.Conduct {
  private static final String TOPIC = "bench/fan-out";
  private static final int MESSAGES_AT_A_TIME = 4;

  private final Meter meter = new Meter();
  private final byte[] topic = LeanPackets.bytes(TOPIC);
  private final int receivers;
  private final int qos;
  private final ClientLoop loop;
  private final LeanClient sender;

  FanOut(int receivers, int qos, ClientLoop loop) {
    this.receivers = receivers;
    this.qos = qos;
    this.loop = loop;
    this.sender = new LeanClient(new Login("fan-out"), loop, LeanClient.Conduct.IDLE);
  }

  /// Each message to each receiver counts once.
  Traffic measure(ServerProcess server, Meter.Times times) {
    loop.open(sender);
    for (int number = 0; number < receivers; number++) {
      loop.open(new LeanClient(new Login("fan-out-" + number, TOPIC, qos), loop, this));
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
    meter.sent(receivers);
    sender.publish(topic, qos, System.nanoTime(), 0);
    sender.flush();
  }

  @Override
  public void received(LeanClient client, long sentAt, int number) {
    if (meter.completed(sentAt) % receivers == 0 && !meter.isEnding()) {
      send();
    }
  }
}
