package io.drover.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.Presence;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.presence.ConnectionHistory.Entry;
import io.drover.identity.Permissions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionHistoryTest {
  private static final Presence PRESENCE =
      new Presence(
          new Client("c", "p", Permissions.ALL),
          "s",
          new InetSocketAddress("10.0.0.7", 1),
          new InetSocketAddress("10.0.0.1", 2),
          Duration.ofMinutes(2),
          true,
          Duration.ZERO);

  private Instant now = Instant.parse("2030-05-06T07:08:09Z");
  private final ConnectionHistory history = new ConnectionHistory(() -> now);

  @Test
  void aConnectionIsKnownWhileItLastsAndForHalfAnHourAfter() {
    assertThat(history.find("c")).isEmpty();
    history.connected(PRESENCE);
    Entry live = new Entry(PRESENCE, now, null);
    now = now.plus(Duration.ofDays(1));
    assertThat(history.find("c")).contains(live);

    history.disconnected(PRESENCE, CloseReason.CONNECTION_LOST);
    assertThat(history.find("c")).contains(new Entry(PRESENCE, now, CloseReason.CONNECTION_LOST));
    now = now.plus(Duration.ofMinutes(29));
    assertThat(history.find("c")).isPresent();
    now = now.plus(Duration.ofMinutes(2));
    assertThat(history.find("c")).isEmpty();
  }
}
