package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.connectPacket;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.transport.Identification;
import io.drover.identity.Permissions;
import io.drover.signature.AccessKey;
import io.drover.signature.SignatureV4;
import io.drover.signature.SignedWebSocket;
import io.drover.wire.RequestHead;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// MQTT over WebSockets, with clients that sign their request and with a device's certificate.
@ParameterizedClass
@ValueSource(booleans = {true, false})
class WebSocketIT {
  private static final AccessKey KEY = new AccessKey("AKIAEXAMPLE", "a+secret/of=forty");
  private static final Instant NOW = Instant.parse("2030-05-06T07:08:09Z");

  private final TestCertificates ca = new TestCertificates("ca");
  private final SignatureV4 signatures = new SignatureV4(KEY);
  private final BrokerStore store = new BrokerStore();
  private final Broker broker;

  WebSocketIT(boolean useNative) {
    broker =
        new Broker(
            new BrokerConfig(
                "127.0.0.1",
                new BrokerConfig.Ports(
                    OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(0), OptionalInt.of(0)),
                2,
                BrokerLimits.AWS,
                useNative),
            ca.server("localhost"),
            BrokerOnLoopback.ARNS,
            InstantSource.fixed(NOW),
            store.database(),
            new Door(),
            List.of(),
            List.of());
  }

  private final class Door implements Authenticator {
    @Override
    public Optional<Client> authenticate(String clientId, Identification shown) {
      String principal =
          switch (shown) {
            case Identification.OfCertificate(var certificate) ->
                certificate.getSubjectX500Principal().getName();
            case Identification.Signed(String key) -> key;
            case Identification.Nothing() -> throw new AssertionError("let in without a word");
          };
      return Optional.of(new Client(clientId, principal, Permissions.ALL));
    }

    @Override
    public Identification.Signed signer(RequestHead request) {
      SignatureV4.Claim claim = signatures.claim(request, NOW);
      claim.verify(new byte[0]);
      return new Identification.Signed(claim.accessKeyId());
    }
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

  private int port() {
    return broker.webSocketPort().orElseThrow();
  }

  private int tlsPort() {
    return broker.webSocketTlsPort().orElseThrow();
  }

  private URI signed() {
    return new SignedWebSocket(KEY, "iotdevicegateway", NOW).uri("ws", port());
  }

  private WebSocketClient open() throws Exception {
    return WebSocketClient.open(signed());
  }

  private WebSocketClient connected() throws Exception {
    WebSocketClient client = open();
    client.send(connectPacket("c", 60));
    client.expect("20020000");
    return client;
  }

  @Test
  void aClientWithASignedRequestSpeaksMqtt() throws Exception {
    try (PahoClient paho = new PahoClient(signed().toString(), "browser")) {
      paho.client.connect(PahoClient.options()).waitForCompletion(5_000);
      assertThat(paho.subscribe("a/#", 1)).isEqualTo(1);
      paho.publish("a/b", "x".repeat(100_000), 1);
      assertThat(paho.next().payload()).hasSize(100_000);
    }
  }

  @Test
  void aClientWithACertificateNeedsNoSignature() throws Exception {
    try (PahoClient paho = new PahoClient("wss://127.0.0.1:" + tlsPort() + "/mqtt", "thing-1")) {
      var options = PahoClient.options();
      options.setSocketFactory(ca.context("thing-1").getSocketFactory());
      options.setHttpsHostnameVerificationEnabled(false);
      paho.client.connect(options).waitForCompletion(5_000);
      assertThat(paho.subscribe("a", 0)).isZero();
      paho.publish("a", "hello", 0);
      assertThat(paho.next().payload()).isEqualTo("hello");
    }
  }

  @Test
  void theTlsPortTakesMqttFromWhoeverNamesItInTheHandshake() throws Exception {
    try (RawClient client =
        RawClient.over(TlsSockets.open(ca.context("thing-1"), tlsPort(), "x-amzn-mqtt-ca"))) {
      client.send(connectPacket("c", 60));
      client.expect("20020000");
    }
    try (RawClient client =
        RawClient.over(
            TlsSockets.open(ca.contextWithoutCertificate(), tlsPort(), "x-amzn-mqtt-ca"))) {
      assertThat(client.isClosedWithoutAWord()).isTrue();
    }
    assertThatThrownBy(() -> TlsSockets.open(ca.context("thing-1"), tlsPort(), "h3"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void packetsMaySpanFramesAndShareThem() throws Exception {
    try (WebSocketClient client = open()) {
      byte[] connect = connectPacket("c", 60);
      client.send(Arrays.copyOf(connect, 1));
      client.send(new byte[0]);
      client.sendInParts(Arrays.copyOfRange(connect, 1, connect.length));
      client.expect("20020000");

      client.send(join(subscribePacket(1, 0, "a"), publishPacket("a", 0, new byte[] {7})));
      client.expect("9003000100");
      client.expect("3004000161" + "07");
    }
  }

  @Test
  void pingsAreAnsweredAndCloseIsTaken() throws Exception {
    try (WebSocketClient client = connected()) {
      assertThat(client.ping("are you there")).isEqualTo("are you there");
      client.sendClose();
      assertThat(client.closeStatus()).isEqualTo(1_000);
    }
    Eventually.holds(() -> broker.connections() == 0);
  }

  @Test
  void textEndsTheConnection() throws Exception {
    try (WebSocketClient client = connected()) {
      client.sendText("hello");
      assertThat(client.closeStatus()).isEqualTo(1_003);
    }
  }

  @Test
  void aDisconnectIsFollowedByAClose() throws Exception {
    try (WebSocketClient client = connected()) {
      client.send(hex("e000"));
      assertThat(client.closeStatus()).isEqualTo(1_000);
    }
  }

  @Test
  void aFrameLargerThanAnyPacketEndsTheConnection() throws Exception {
    try (WebSocketClient client = connected()) {
      client.begin(new byte[160_000]);
      assertThat(client.isEnded()).isTrue();
    }
    Eventually.holds(() -> broker.connections() == 0);
  }

  @Test
  void framesThatAreNotMaskedEndTheConnection() throws Exception {
    try (RawClient client = new RawClient(port())) {
      client.send(request("GET", pathAndQuery(), "mqtt", "13"));
      assertThat(status(client)).isEqualTo(101);
      skipHead(client);
      client.send(hex("8202c000"));
      assertThat(Integer.toHexString(client.socket.getInputStream().read())).isEqualTo("88");
    }
  }

  @Test
  void aBadSignatureIsForbidden() throws Exception {
    try (RawClient client = new RawClient(port())) {
      client.send(request("GET", pathAndQuery() + "0", "mqtt", "13"));
      assertThat(head(client)).startsWith("HTTP/1.1 403 ").contains("InvalidSignatureException");
    }
    try (RawClient client = new RawClient(port())) {
      client.send(request("GET", "/mqtt", "mqtt", "13"));
      assertThat(head(client)).contains("MissingAuthenticationTokenException");
    }
    String token = pathAndQuery() + "&X-Amz-Security-Token=session";
    try (RawClient client = new RawClient(port())) {
      client.send(request("GET", token, "mqtt", "13"));
      assertThat(head(client)).contains("UnrecognizedClientException");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /other, mqtt, 13, 404",
    "POST, /mqtt, mqtt, 13, 405",
    "GET, /mqtt, chat, 13, 400",
    "GET, /mqtt, mqtt, 8, 426",
    "GET, /mqtt?a=%zz, mqtt, 13, 400",
  })
  void whatIsNoRequestForMqttIsRefused(
      String method, String path, String protocol, String version, int status) throws Exception {
    try (RawClient client = new RawClient(port())) {
      client.send(request(method, path, protocol, version));
      assertThat(status(client)).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "headers", "body", "noise"})
  void whatIsTooLargeOrNoHttpIsRefused(String what) throws Exception {
    String request =
        switch (what) {
          case "line" -> "GET /mqtt?" + "a".repeat(10_000) + " HTTP/1.1\r\n\r\n";
          case "headers" -> "GET /mqtt HTTP/1.1\r\na: " + "b".repeat(20_000) + "\r\n\r\n";
          case "body" -> "GET /mqtt HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello";
          default -> "\u0016\u0003\u0001 hello\r\n\r\n";
        };
    try (RawClient client = new RawClient(port())) {
      client.send(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(status(client)).isBetween(400, 499);
    }
  }

  private byte[] request(String method, String path, String protocol, String version) {
    return String.format(
            Locale.ROOT,
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: %s\r\n"
                + "Sec-WebSocket-Protocol: %s\r\n\r\n",
            method,
            path,
            port(),
            version,
            protocol)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String pathAndQuery() {
    URI uri = signed();
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static int status(RawClient client) throws IOException {
    byte[] line = client.socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
  }

  private static void skipHead(RawClient client) throws IOException {
    int newlines = 0;
    while (newlines < 4) {
      int next = client.socket.getInputStream().read();
      newlines = next == '\r' || next == '\n' ? newlines + 1 : 0;
    }
  }

  /// The whole answer, up to the end of the connection.
  private static String head(RawClient client) throws IOException {
    return new String(client.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
