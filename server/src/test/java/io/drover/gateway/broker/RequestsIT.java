package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.string;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.mqtt.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Requests to reserved topics and their answers, packet by packet.
class RequestsIT {
  private static final String GET = "$aws/things/t/get";

  /// Answers `.../get` on `.../get/accepted` with the payload of the request.
  private static class Echo implements RequestHandler {
    final List<String> answered = Collections.synchronizedList(new ArrayList<>());

    @Override
    public boolean handles(String topic) {
      return topic.startsWith("$aws/things/") && topic.endsWith("/get");
    }

    @Override
    public List<Message> answer(Client client, String topic, byte[] payload) {
      answered.add(new String(payload, StandardCharsets.UTF_8));
      return List.of(new Message(topic + "/accepted", payload));
    }
  }

  @Test
  void replyReachesTheRequesterWithoutSubscriptionAndNoOtherClient() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback(new Echo());
        RawClient other = RawClient.connect(broker.port(), "other");
        RawClient requester = RawClient.connect(broker.port(), "requester")) {
      other.send(subscribePacket(1, 1, GET + "/accepted"));
      other.expect("9003000101");

      requester.send(publishPacket(GET, 0, bytes("x")));
      requester.expect(publish(0, GET + "/accepted", 0, "x"));

      other.send(hex("c000"));
      other.expect("d000");
    }
  }

  @Test
  void replyHasTheQosOfTheSubscriptionOrElseOfTheRequest() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback(new Echo());
        RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(publishPacket(GET, 5, bytes("x")));
      client.expect("40020005");
      client.expect(publish(1, GET + "/accepted", 1, "x"));

      client.send(subscribePacket(1, 0, "$aws/things/t/+/accepted"));
      client.expect("9003000100");
      client.send(publishPacket(GET, 6, bytes("y")));
      client.expect("40020006");
      client.expect(publish(0, GET + "/accepted", 0, "y"));

      client.send(subscribePacket(1, 1, "$aws/things/t/get/#"));
      client.expect("9003000101");
      client.send(publishPacket(GET, 0, bytes("z")));
      client.expect(publish(1, GET + "/accepted", 2, "z"));
    }
  }

  @Test
  void replyIsNotSentToWhoMayNotReceiveIt() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback(new Echo());
        RawClient client = RawClient.connect(broker.port(), "c")) {
      broker.deny("iot:Receive", "topic", GET + "/accepted");
      client.send(publishPacket(GET, 5, bytes("x")));
      client.expect("40020005");
      client.send(hex("c000"));
      client.expect("d000");
    }
  }

  @Test
  void requestsAreAnsweredInTheirOrderOneAtATime() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    Echo echo =
        new Echo() {
          @Override
          public List<Message> answer(Client client, String topic, byte[] payload) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            List<Message> replies = super.answer(client, topic, payload);
            atOnce.decrementAndGet();
            return replies;
          }
        };
    try (BrokerOnLoopback broker = new BrokerOnLoopback(echo);
        RawClient client = RawClient.connect(broker.port(), "c")) {
      for (int i = 0; i < 500; i++) {
        client.send(publishPacket(GET, 0, bytes("" + i)));
      }
      for (int i = 0; i < 500; i++) {
        client.expect(publish(0, GET + "/accepted", 0, "" + i));
      }
      assertThat(mostAtOnce).hasValue(1);
    }
  }

  @Test
  void socketIsNotReadWhileTooManyRequestsWait() throws Exception {
    Semaphore permits = new Semaphore(0);
    Echo echo = blockedBy(permits);
    int requests = 40_000;
    byte[] request = publishPacket(GET, 0, new byte[1_000]);
    try (BrokerOnLoopback broker = new BrokerOnLoopback(echo);
        RawClient client = RawClient.connect(broker.port(), "c")) {
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < requests; i++) {
                        client.send(request);
                      }
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      assertThat(sender.join(Duration.ofMillis(500))).isFalse();
      // What was taken is what may wait and what one read brought with it.
      assertThat(broker.broker.counters().messagesIn()).isBetween(32L, 40L);

      permits.release(requests);
      for (int i = 0; i < requests; i++) {
        assertThat(client.next()).hasSizeGreaterThan(2_000);
      }
      assertThat(sender.join(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void notificationFollowsTheAnswerToTheRequestThatCausedIt() throws Exception {
    BrokerOnLoopback[] self = new BrokerOnLoopback[1];
    Echo echo =
        new Echo() {
          @Override
          public List<Message> answer(Client client, String topic, byte[] payload) {
            self[0].broker.publish("$aws/things/t/notify", bytes("n"), 1);
            return super.answer(client, topic, payload);
          }
        };
    try (BrokerOnLoopback broker = new BrokerOnLoopback(echo);
        RawClient client = RawClient.connect(broker.port(), "c")) {
      self[0] = broker;
      client.send(subscribePacket(1, 0, "$aws/things/t/notify"));
      client.expect("9003000100");
      for (int i = 0; i < 100; i++) {
        client.send(publishPacket(GET, 0, bytes("x")));
        client.expect(publish(0, GET + "/accepted", 0, "x"));
        client.expect(publish(0, "$aws/things/t/notify", 0, "n"));
      }
    }
  }

  @Test
  void requestsOfAClientThatLeftAreStillAnswered() throws Exception {
    Semaphore permits = new Semaphore(0);
    Echo echo = blockedBy(permits);
    try (BrokerOnLoopback broker = new BrokerOnLoopback(echo);
        RawClient client = RawClient.connect(broker.port(), "c")) {
      for (String payload : List.of("1", "2", "3")) {
        client.send(publishPacket(GET, 0, bytes(payload)));
      }
      client.send(hex("e000"));
      assertThat(client.isClosedWithoutAWord()).isTrue();
      permits.release(3);
      Eventually.holds(() -> echo.answered.equals(List.of("1", "2", "3")));
    }
  }

  @Test
  void requestsTakenAreAnsweredBeforeTheBrokerCloses() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Echo echo =
        new Echo() {
          @Override
          public List<Message> answer(Client client, String topic, byte[] payload) {
            begun.countDown();
            try {
              Thread.sleep(300);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.answer(client, topic, payload);
          }
        };
    BrokerOnLoopback broker = new BrokerOnLoopback(echo);
    try (RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(publishPacket(GET, 5, bytes("x")));
      assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
      broker.close();
      client.expect("40020005");
      client.expect(publish(1, GET + "/accepted", 1, "x"));
      assertThat(client.isClosedWithoutAWord()).isTrue();
    }
  }

  @Test
  void failureOfAHandlerClosesTheConnectionWithoutAnAnswer() throws Exception {
    Echo echo =
        new Echo() {
          @Override
          public List<Message> answer(Client client, String topic, byte[] payload) {
            throw new IllegalStateException("a bug, made for the test");
          }
        };
    try (BrokerOnLoopback broker = new BrokerOnLoopback(echo);
        RawClient client = RawClient.connect(broker.port(), "c");
        RawClient other = RawClient.connect(broker.port(), "other")) {
      client.send(publishPacket(GET, 5, bytes("x")));
      assertThat(client.isClosedWithoutAWord()).isTrue();
      other.send(hex("c000"));
      other.expect("d000");
    }
  }

  @Test
  void repliesToAClientThatAcknowledgesNothingAreBounded() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback(new Echo());
        RawClient client = RawClient.connect(broker.port(), "c")) {
      for (int i = 1; i <= 2_000; i++) {
        client.send(publishPacket(GET, i, bytes("x")));
      }
      // 100 in flight, 1,000 waiting.
      Eventually.holds(() -> broker.broker.counters().messagesDropped() == 900);
      assertThat(broker.broker.counters().messagesOut()).isEqualTo(100);
    }
  }

  @Test
  void clientThatDoesNotReadIsNotReadEither() throws Exception {
    byte[] large = new byte[100_000];
    Arrays.fill(large, (byte) 'x');
    try (BrokerOnLoopback broker = new BrokerOnLoopback(new Echo());
        RawClient client = RawClient.connect(broker.port(), "c")) {
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 1_000; i++) {
                        client.send(publishPacket(GET, 0, large));
                      }
                    } catch (IOException e) {
                      // The test has ended.
                    }
                  });
      assertThat(sender.join(Duration.ofSeconds(1))).isFalse();
      long taken = broker.broker.counters().messagesIn();
      assertThat(sender.join(Duration.ofMillis(300))).isFalse();
      assertThat(broker.broker.counters().messagesIn()).isEqualTo(taken).isLessThan(500);
    }
  }

  private static Echo blockedBy(Semaphore permits) {
    return new Echo() {
      @Override
      public List<Message> answer(Client client, String topic, byte[] payload) {
        permits.acquireUninterruptibly();
        return super.answer(client, topic, payload);
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String publish(int qos, String topic, int packetId, String payload) {
    byte[] packet =
        qos == 0
            ? RawClient.packet(0x30, RawClient.join(string(topic), bytes(payload)))
            : publishPacket(topic, packetId, bytes(payload));
    return HexFormat.of().formatHex(packet);
  }
}
