package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.mqtt.Packets;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @Test
  void answersWaitForThoseToEarlierPublishes() {
    Answers answers = awaiting(true, 7, 3, 5, 9);
    answers.give(3, Packets.pubRec(3));
    answers.give(5, null);
    assertThat(written()).isEmpty();
    answers.give(7, Packets.pubRec(7));
    assertThat(written()).containsExactly(7, 3);
    answers.give(9, Packets.pubRec(9));
    assertThat(written()).containsExactly(9);
  }

  @Test
  void publishThatComesTwiceIsAnsweredTwice() {
    Answers answers = awaiting(true, 7);
    answers.give(7, Packets.pubRec(7));
    answers.give(7, Packets.pubRec(7));
    assertThat(written()).containsExactly(7, 7);
  }

  @Test
  void answersAreWrittenAtOnceWhereTheirOrderMeansNothing() {
    Answers answers = awaiting(false, 7, 3);
    answers.give(3, Packets.pubRec(3));
    answers.give(7, null);
    assertThat(written()).containsExactly(3);
  }

  private Answers awaiting(boolean inOrder, int... packetIds) {
    Answers answers = new Answers(new Line(channel), inOrder);
    for (int packetId : packetIds) {
      answers.await(packetId);
    }
    return answers;
  }

  private List<Integer> written() {
    channel.runPendingTasks();
    List<Integer> ids = new ArrayList<>();
    for (@Nullable MqttMessage packet = channel.readOutbound();
        packet != null;
        packet = channel.readOutbound()) {
      ids.add(((MqttMessageIdVariableHeader) packet.variableHeader()).messageId());
    }
    return ids;
  }
}
