package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.bounds.WaitingRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageProperties;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.Wire3;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final BrokerCounters counters = new BrokerCounters();
  private final WaitingRoom all = new WaitingRoom(1_000_000);
  private Instant now = Instant.ofEpochSecond(1_000);
  private final Outbox outbox =
      new Outbox(
          new Line(channel),
          Wire3.WIRE,
          new BrokerLimits.Delivery(2, 5, 100, 1_000_000),
          all,
          counters,
          () -> now);
  private final List<Integer> packetIds = new ArrayList<>();

  @Test
  void writesAtOnceWhatMayBeWritten() {
    put("a", 0);
    put("b", 1);
    assertThat(written()).containsExactly("a", "b");
    assertThat(counters.messagesOut()).isEqualTo(2);
  }

  @Test
  void messagesWaitInOrderUntilEarlierOnesAreAcknowledged() {
    put("a", 1);
    put("b", 1);
    put("c", 1);
    put("d", 0);
    assertThat(written()).containsExactly("a", "b");

    outbox.acknowledged(packetIds.getFirst());
    assertThat(written()).containsExactly("c", "d");
  }

  @Test
  void acknowledgingWhatWasNotSentMakesNoRoom() {
    put("a", 1);
    put("b", 1);
    put("c", 1);
    written();
    outbox.acknowledged(77);
    outbox.acknowledged(0);
    assertThat(written()).isEmpty();
    outbox.acknowledged(packetIds.getFirst());
    outbox.acknowledged(packetIds.getFirst());
    assertThat(written()).containsExactly("c");
  }

  @Test
  void packetIdsInFlightDiffer() {
    put("a", 1);
    put("b", 1);
    written();
    assertThat(packetIds).doesNotHaveDuplicates().allMatch(id -> id > 0);
  }

  @Test
  void whatIsPublishedWhileARequestIsAnsweredFollowsTheAnswer() {
    outbox.awaitAnswer();
    put("notify", 0);
    assertThat(written()).isEmpty();

    outbox.answer(List.of(Outgoing.reply(new Message("accepted", new byte[0]), 0, List.of())));
    assertThat(written()).containsExactly("accepted", "notify");
  }

  @Test
  void moreMessagesThanMayWaitAreDroppedAndCounted() {
    outbox.awaitAnswer();
    for (String message : List.of("1", "2", "3", "4", "5", "6", "7")) {
      put(message, 0);
    }
    outbox.answer(List.of());
    assertThat(written()).containsExactly("1", "2", "3", "4", "5");
    assertThat(counters.messagesDropped()).isEqualTo(2);

    put("8", 0);
    assertThat(written()).containsExactly("8");
  }

  @Test
  void answerHasRoomHoweverManyMessagesWait() {
    outbox.awaitAnswer();
    for (String message : List.of("1", "2", "3", "4", "5")) {
      put(message, 0);
    }
    outbox.answer(List.of(Outgoing.reply(new Message("accepted", new byte[0]), 0, List.of())));
    assertThat(written()).containsExactly("accepted", "1", "2", "3", "4", "5");
  }

  @Test
  void moreBytesThanMayWaitAreDropped() {
    outbox.awaitAnswer();
    put("x".repeat(60), 0);
    put("y".repeat(60), 0);
    put("z".repeat(30), 0);
    outbox.answer(List.of());
    assertThat(written()).containsExactly("x".repeat(60), "z".repeat(30));
  }

  @Test
  void messageLargerThanAllThatMayWaitPassesWhenNothingWaits() {
    put("x".repeat(500), 0);
    assertThat(written()).containsExactly("x".repeat(500));
  }

  @Test
  void nothingIsWrittenWhileTheSocketIsFull() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    put("a", 0);
    assertThat(written()).isEmpty();
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    outbox.send();
    assertThat(written()).containsExactly("a");
  }

  /// Check 16 of the broker's specification.
  @Test
  void messageThatExpiresWhileItWaitsIsDropped() {
    MessageProperties tenSeconds = MessageProperties.NONE.expiring(now.plusSeconds(10));
    Message late = new Message("late", new byte[0], tenSeconds, false);
    AtomicInteger settled = new AtomicInteger();
    Outgoing expiring = Outgoing.kept(late, 1, false, List.of(), settled::incrementAndGet);
    outbox.awaitAnswer();
    assertThat(outbox.reserve(expiring)).isTrue();
    outbox.put(expiring);
    put("after", 0);
    now = now.plusSeconds(11);
    outbox.answer(List.of());
    assertThat(written()).containsExactly("after");
    assertThat(counters.messagesDropped()).isEqualTo(1);
    assertThat(settled).hasValue(1);
  }

  private void put(String topic, int qos) {
    Outgoing outgoing = outgoing(topic, qos);
    if (outbox.reserve(outgoing)) {
      outbox.put(outgoing);
    }
  }

  private static Outgoing outgoing(String topic, int qos) {
    return Outgoing.published(new Message(topic, new byte[0]), qos, false);
  }

  private List<String> written() {
    channel.runPendingTasks();
    List<String> topics = new ArrayList<>();
    @Nullable MqttPublishMessage packet;
    while ((packet = channel.readOutbound()) != null) {
      topics.add(packet.variableHeader().topicName());
      if (packet.fixedHeader().qosLevel().value() > 0) {
        packetIds.add(packet.variableHeader().packetId());
      }
      packet.release();
    }
    return topics;
  }

  @Test
  void whatWaitsIsCountedForAllUntilItIsWrittenOrItsClientIsGone() {
    put("a", 1);
    put("b", 1);
    assertThat(all.bytes()).isZero();
    put("c", 1);
    put("d", 1);
    long both = all.bytes();
    assertThat(both).isPositive();
    outbox.acknowledged(1);
    assertThat(all.bytes()).isPositive().isLessThan(both);
    outbox.close();
    assertThat(all.bytes()).isZero();
    outbox.acknowledged(2);
    assertThat(all.bytes()).isZero();
  }
}
