package io.drover;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.arn.Arns;
import io.drover.fleetmetrics.MeasuredFleet;
import io.drover.gateway.broker.Broker;
import io.drover.gateway.broker.BrokerConfig;
import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.identity.Permissions;
import io.drover.metrics.MetricsPage;
import io.drover.store.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The broker's figures as monitoring reads them.
class BrokerFiguresIT {
  private static final String CONNECT = "100d00044d5154540402003c000163";
  private static final String NO_CLIENT_ID = "100c00044d5154540400003c0000";
  private static final String DISCONNECT = "e000";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  @TempDir Path folder;

  @Test
  void whatIsHeldAndWhatHasHappenedIsOnThePage() throws Exception {
    try (MeasuredFleet fleet = new MeasuredFleet(databases.database(), folder);
        Broker broker = broker();
        MetricsPage page = BrokerFigures.on(new MetricsPage(fleet.metrics), broker)) {
      broker.start();
      try (Socket client = socket(broker, CONNECT)) {
        assertThat(client.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
        assertThat(page.text())
            .contains(
                "drover_mqtt_connections 1.0\n",
                "drover_mqtt_connects_total 1.0\n",
                "drover_mqtt_handshakes 0.0\n",
                "drover_mqtt_waiting_bytes 0.0\n",
                "drover_mqtt_memory_short 0.0\n",
                "drover_mqtt_messages_dropped_total{reason=\"slow_client\"} 0.0\n");
        client.getOutputStream().write(HexFormat.of().parseHex(DISCONNECT));
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket client = socket(broker, NO_CLIENT_ID)) {
        assertThat(client.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 2);
      }
      String left = "drover_mqtt_disconnects_total{reason=\"client_initiated_disconnect\"} 1.0\n";
      while (!page.text().contains(left)) {
        Thread.onSpinWait();
      }
      assertThat(page.text())
          .contains(
              "drover_mqtt_connections 0.0\n",
              "drover_mqtt_sockets_total 2.0\n",
              "drover_mqtt_refused_total{reason=\"packet\"} 1.0\n");
    }
  }

  private static Socket socket(Broker broker, String firstPacket) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.plainPort().orElseThrow());
    socket.setSoTimeout(5_000);
    socket.getOutputStream().write(HexFormat.of().parseHex(firstPacket));
    return socket;
  }

  private Broker broker() {
    return new Broker(
        new BrokerConfig("127.0.0.1", OptionalInt.empty(), OptionalInt.of(0), 1, BrokerLimits.AWS),
        null,
        new Arns("eu-west-1", "123456789012"),
        InstantSource.system(),
        databases.database(),
        (clientId, _) -> Optional.of(new Client(clientId, "p", Permissions.ALL)),
        List.of(),
        List.of());
  }
}
