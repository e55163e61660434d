package io.drover.gateway.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebSocketLifeTest {

  @Test
  void aSignatureKeepsAWebSocketOpenForADay() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(new WebSocketLife());
    channel.advanceTimeBy(WebSocketLife.LONGEST.toSeconds() - 1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    channel.checkException();

    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThatThrownBy(channel::checkException)
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            end -> assertThat(end.reason()).isEqualTo(CloseReason.WEBSOCKET_TTL_EXPIRATION));
  }
}
