package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.transport.Identification;
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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The TLS listener, with certificates made for the test, on native sockets and TLS and on Java's.
@ParameterizedClass
@ValueSource(booleans = {true, false})
class TlsIT {
  private final TestCertificates ca = new TestCertificates("ca");
  private final AtomicReference<@Nullable Identification> seen = new AtomicReference<>();
  private final BrokerStore store = new BrokerStore();
  private final Broker broker;

  TlsIT(boolean useNative) {
    broker =
        new Broker(
            new BrokerConfig("127.0.0.1", ports(), 2, BrokerLimits.AWS, useNative),
            ca.server("localhost"),
            BrokerOnLoopback.ARNS,
            InstantSource.system(),
            store.database(),
            (clientId, shown) -> {
              seen.set(shown);
              return Optional.of(new Client(clientId, "p", Permissions.ALL));
            },
            List.of(),
            List.of());
  }

  private static BrokerConfig.Ports ports() {
    return new BrokerConfig.Ports(
        OptionalInt.of(0), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

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
    assertThat(subject()).isEqualTo("CN=thing-1");
  }

  private String subject() {
    return seen.get() instanceof Identification.OfCertificate(var certificate)
        ? certificate.getSubjectX500Principal().getName()
        : "";
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
  void certificateOfAnAuthorityThatOnlyHasTheSameNameIsRefused() {
    SSLContext pretender = new TestCertificates("ca").contextTrusting("thing-1", ca);
    assertThatThrownBy(() -> paho(pretender, "TLSv1.3").close()).isInstanceOf(Exception.class);
    assertThat(seen).hasNullValue();
  }

  @Test
  void clientsAreLetInOneAfterTheOtherByTheirOwnCertificates() throws Exception {
    for (String name : List.of("thing-1", "thing-2", "thing-1")) {
      try (PahoClient _ = paho(ca.context(name), "TLSv1.2")) {
        assertThat(subject()).isEqualTo("CN=" + name);
      }
    }
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
