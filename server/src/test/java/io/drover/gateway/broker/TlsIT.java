package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.identity.Permissions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The TLS listener, with certificates made for the test.
class TlsIT {
  private final TestCertificates ca = new TestCertificates("ca");
  private final AtomicReference<@Nullable Identification> seen = new AtomicReference<>();
  private final BrokerStore store = new BrokerStore();
  private final Broker broker =
      new Broker(
          new BrokerConfig(
              "127.0.0.1", OptionalInt.of(0), OptionalInt.empty(), 2, BrokerLimits.AWS),
          ca.context("localhost"),
          BrokerOnLoopback.ARNS,
          InstantSource.system(),
          store.database(),
          (clientId, shown) -> {
            seen.set(shown);
            return Optional.of(new Client(clientId, "p", Permissions.ALL));
          },
          List.of(),
          List.of());

  @BeforeEach
  void start() throws IOException {
    broker.start();
  }

  @AfterEach
  void stop() {
    broker.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientIsKnownByItsCertificate(String version) throws Exception {
    try (PahoClient client = paho(ca.context("thing-1"), version)) {
      assertThat(client.subscribe("a", 1)).isEqualTo(1);
      client.publish("a", "hello", 1);
      assertThat(client.next().payload()).isEqualTo("hello");
    }
    assertThat(seen.get())
        .isInstanceOfSatisfying(
            Identification.OfCertificate.class,
            shown ->
                assertThat(shown.certificate().getSubjectX500Principal().getName())
                    .isEqualTo("CN=thing-1"));
  }

  @Test
  void clientWithoutCertificateIsRefused() {
    assertThatThrownBy(() -> paho(ca.contextWithoutCertificate(), "TLSv1.3").close())
        .isInstanceOf(Exception.class);
    assertThat(seen).hasNullValue();
  }

  @Test
  void certificateOfAnotherAuthorityIsRefused() {
    SSLContext stranger = new TestCertificates("other ca").contextTrusting("thing-1", ca);
    assertThatThrownBy(() -> paho(stranger, "TLSv1.3").close()).isInstanceOf(Exception.class);
    assertThat(seen).hasNullValue();
  }

  @Test
  void onlyTheApplicationProtocolOfMqttWithCertificatesIsAccepted() throws Exception {
    assertThat(negotiated("x-amzn-mqtt-ca", "http/1.1")).isEqualTo("x-amzn-mqtt-ca");
    assertThatThrownBy(() -> negotiated("http/1.1")).isInstanceOf(IOException.class);
  }

  @Test
  void plaintextOnTheTlsPortIsClosed() throws Exception {
    try (RawClient client = new RawClient(broker.tlsPort().orElseThrow())) {
      client.send(RawClient.connectPacket("c", 60));
      // The answer, if any, is a TLS alert.
      int first = client.socket.getInputStream().read();
      assertThat(first).isIn(-1, 0x15);
    }
    assertThat(seen).hasNullValue();
  }

  private String negotiated(String... protocols) throws IOException {
    try (SSLSocket socket =
        TlsSockets.open(ca.context("thing-1"), broker.tlsPort().orElseThrow(), protocols)) {
      return socket.getApplicationProtocol();
    }
  }

  private PahoClient paho(SSLContext context, String version) throws Exception {
    MqttConnectOptions options = PahoClient.options();
    options.setSocketFactory(new OneVersion(context.getSocketFactory(), version));
    options.setHttpsHostnameVerificationEnabled(false);
    PahoClient paho =
        new PahoClient("ssl://127.0.0.1:" + broker.tlsPort().orElseThrow(), "thing-1");
    paho.client.connect(options).waitForCompletion(5_000);
    return paho;
  }
}
