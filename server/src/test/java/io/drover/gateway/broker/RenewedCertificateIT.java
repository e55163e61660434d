package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.identity.IdentityConfig;
import io.drover.identity.ServerAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The server's certificate changes while the listeners of MQTT and WebSockets are open.
class RenewedCertificateIT {
  @TempDir Path folder;
  private Instant now = Instant.now().minus(Duration.ofDays(700));

  private ServerAuthority authority() {
    return ServerAuthority.open(new IdentityConfig(folder, "localhost"), () -> now);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theNextHandshakeShowsTheNewOne(boolean useNative) throws Exception {
    ServerAuthority authority = authority();
    SSLContext client = trusting(authority.caCertificate());
    try (BrokerStore store = new BrokerStore();
        Broker broker = broker(useNative, authority, store)) {
      broker.start();
      Certificate first = shown(client, broker);
      assertThat(shown(client, broker)).isEqualTo(first);

      now = Instant.now();
      assertThat(authority.renew()).isTrue();
      Certificate renewed = shown(client, broker);
      assertThat(renewed).isNotEqualTo(first);
      assertThat(renewed.getPublicKey()).isEqualTo(first.getPublicKey());

      Files.delete(folder.resolve("server.key.pem"));
      var _ = authority(); // makes another key
      assertThat(authority.reload()).isTrue();
      assertThat(shown(client, broker).getPublicKey()).isNotEqualTo(first.getPublicKey());
    }
  }

  private static Broker broker(boolean useNative, ServerAuthority authority, BrokerStore store) {
    OptionalInt free = OptionalInt.of(0);
    return new Broker(
        new BrokerConfig(
            "127.0.0.1",
            new BrokerConfig.Ports(free, OptionalInt.empty(), free, OptionalInt.empty()),
            1,
            BrokerLimits.AWS,
            useNative),
        authority.mutual(),
        BrokerOnLoopback.ARNS,
        InstantSource.system(),
        store.database(),
        (_, _) -> Optional.empty(),
        List.of(),
        List.of());
  }

  /// What both listeners show.
  private static Certificate shown(SSLContext client, Broker broker) throws IOException {
    Certificate shown = shown(client, broker.tlsPort().orElseThrow());
    assertThat(shown(client, broker.webSocketTlsPort().orElseThrow())).isEqualTo(shown);
    return shown;
  }

  private static Certificate shown(SSLContext client, int port) throws IOException {
    try (SSLSocket socket = TlsSockets.open(client, port, "x-amzn-mqtt-ca")) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLContext trusting(Certificate authority)
      throws GeneralSecurityException, IOException {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, new char[0]);
    authorities.setCertificateEntry("ca", authority);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
