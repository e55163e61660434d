package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Line line = new Line(channel);
  private final Intake intake = new Intake(channel, _ -> {});

  KeepAliveTest() {
    channel.freezeTime();
  }

  @Test
  void silentClientIsCutOffAfterOneAndAHalfTimesTheKeepAlive() {
    KeepAlive _ = new KeepAlive(line, intake, Duration.ofSeconds(30));
    pass(44);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
    assertThat(line.closeReason()).isEqualTo(CloseReason.MQTT_KEEP_ALIVE_TIMEOUT);
  }

  @Test
  void everyPacketStartsTheTimeAnew() {
    KeepAlive keepAlive = new KeepAlive(line, intake, Duration.ofSeconds(30));
    pass(40);
    keepAlive.heard();
    pass(44);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void clientIsNotSilentWhileTheServerIsBusyWithItsRequests() {
    KeepAlive _ = new KeepAlive(line, intake, Duration.ofSeconds(30));
    intake.pause(Pause.REQUESTS);
    pass(100);
    assertThat(channel.isOpen()).isTrue();
    intake.resume(Pause.REQUESTS);
    pass(90);
    assertThat(channel.isOpen()).isFalse();
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }
}
