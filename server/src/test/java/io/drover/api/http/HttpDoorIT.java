package io.drover.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.ApiConfig.ListenerConfig;
import io.drover.api.http.RawClient.Answer;
import io.drover.api.http.contract.Contract;
import io.drover.api.http.contract.Service;
import io.drover.api.http.fake.DescribeThing;
import io.drover.api.http.fake.ListThings;
import io.drover.api.http.fake.Publish;
import io.drover.api.http.fake.StartNextPendingJobExecution;
import io.drover.api.http.fake.TagResource;
import io.drover.identity.Permissions;
import io.drover.signature.AccessKey;
import io.drover.signature.Signing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpDoorIT {
  private static final Instant NOW = Instant.parse("2030-05-06T07:08:09Z");
  private static final AccessKey KEY = new AccessKey("AKIAEXAMPLE", "secret");
  private static final byte[] NOTHING = {};

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);
  private TestCertificates certificates;
  private HttpDoor door;
  private volatile boolean ready = true;

  @BeforeEach
  void start() throws Exception {
    certificates = new TestCertificates();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    Operations operations =
        new Operations(Contract.load())
            .add(
                Service.IOT,
                new DescribeThing(),
                new ListThings(),
                new TagResource(),
                new DescribeEndpoint())
            .add(Service.IOT_DATA, new Publish())
            .add(Service.IOT_JOBS_DATA, new StartNextPendingJobExecution());
    ApiConfig config =
        new ApiConfig(
            new ListenerConfig(loopback, 0, Optional.empty()),
            Optional.of(
                new ListenerConfig(loopback, 0, Optional.of(certificates.context("server")))),
            KEY);
    door =
        new HttpDoor(config, operations, () -> NOW, () -> ready, HttpDoorIT::known)
            .longestRequest(Duration.ofMillis(600))
            .metrics(new ListenerConfig(loopback, 0, Optional.empty()), () -> "up 1\n")
            .start();
  }

  private static Optional<Caller> known(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    return name.equals("CN=lamp")
        ? Optional.of(new Caller(name, Permissions.ALL))
        : Optional.empty();
  }

  @AfterEach
  void stop() {
    leave.countDown();
    door.close();
  }

  @Test
  void aSignedRequestIsAnswered() throws IOException {
    Answer answer = signed("iot", "GET", "/things/lamp", NOTHING);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"thingName\":\"lamp\"", "\"by\":\"AKIAEXAMPLE\"");
    assertThat(answer.headers())
        .containsEntry("content-type", "application/json")
        .containsKey("x-amzn-requestid");
  }

  @Test
  void aConnectionServesOneRequestAfterAnother() throws IOException {
    try (RawClient client = new RawClient(door.apiPort())) {
      for (int i = 0; i < 3; i++) {
        String body = "{\"resourceArn\":\"arn\",\"tags\":[{\"Key\":\"" + i + "\"}]}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        client.request("POST", "/tags", headers("iot", "POST", "/tags", bytes), bytes);
        assertThat(client.answer().orElseThrow().body()).isEqualTo("{}");
      }
    }
  }

  @Test
  void theSameNextIsFoundEncodedAndPlain() throws IOException {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    assertThat(signed("iot-jobs-data", "PUT", "/things/a/jobs/$next", body).status())
        .isEqualTo(200);
    assertThat(signed("iot-jobs-data", "PUT", "/things/a/jobs/%24next", body).status())
        .isEqualTo(200);
  }

  @Test
  void healthNeedsNoSignature() throws IOException {
    assertThat(plain("GET", "/health/live").status()).isEqualTo(200);
    assertThat(plain("GET", "/health/ready").status()).isEqualTo(200);
    ready = false;
    assertThat(plain("GET", "/health/ready").status()).isEqualTo(503);
  }

  @Test
  void thePageForMonitoringIsAllThatItsListenerShows() throws IOException {
    try (RawClient client = new RawClient(door.metricsPort().orElseThrow())) {
      client.request("GET", "/metrics", Map.of("Host", "localhost"), NOTHING);
      Answer page = client.answer().orElseThrow();
      assertThat(page.body()).isEqualTo("up 1\n");
      assertThat(page.headers().get("content-type")).startsWith("text/plain").contains("0.0.4");
      client.request("GET", "/things/lamp", Map.of("Host", "localhost"), NOTHING);
      assertThat(client.answer().orElseThrow().status()).isEqualTo(404);
    }
    assertThat(plain("GET", "/metrics").status()).isEqualTo(403);
  }

  @Test
  void everythingElseNeedsOne() throws IOException {
    Answer answer = plain("GET", "/things/lamp");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.error()).isEqualTo("MissingAuthenticationTokenException");
    assertThat(answer.headers()).containsKey("x-amzn-requestid");
  }

  @Test
  void wrongSignaturesHaveTheNamesThatClientsKnow() throws IOException {
    Map<String, String> stranger =
        new Signing(new AccessKey("AKIAOTHER", "x"), "iot", NOW)
            .headers("GET", uri("/things/a"), NOTHING);
    assertThat(send("GET", "/things/a", stranger, NOTHING).error())
        .isEqualTo("UnrecognizedClientException");
    Map<String, String> forged =
        new Signing(new AccessKey(KEY.id(), "x"), "iot", NOW)
            .headers("GET", uri("/things/a"), NOTHING);
    assertThat(send("GET", "/things/a", forged, NOTHING).error())
        .isEqualTo("InvalidSignatureException");
    Map<String, String> late =
        new Signing(KEY, "iot", NOW.minusSeconds(400)).headers("GET", uri("/things/a"), NOTHING);
    Answer answer = send("GET", "/things/a", late, NOTHING);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("Signature expired");
    assertThat(
            send("GET", "/things/b", headers("iot", "GET", "/things/a", NOTHING), NOTHING).error())
        .isEqualTo("InvalidSignatureException");
  }

  @Test
  void invalidJsonAndNamesGivenTwiceAreRefused() throws IOException {
    for (String text : new String[] {"{", "{\"tags\":1,\"tags\":2}", "[]"}) {
      Answer answer = signed("iot", "POST", "/tags", text.getBytes(StandardCharsets.UTF_8));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("InvalidRequestException");
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
    Map<String, String> headers = headers("iot", "POST", "/tags", NOTHING);
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write(RawClient.head("POST", "/tags", headers, 10_000_000));
      Answer answer = client.answer().orElseThrow();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.error()).isEqualTo("RequestEntityTooLargeException");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void aMessageMayHave128KibibytesAndNotMuchMore() throws IOException {
    assertThat(signed("iotdata", "POST", "/topics/a", new byte[128 * 1024]).status())
        .isEqualTo(200);
    Answer answer = signed("iotdata", "POST", "/topics/a", new byte[200 * 1024]);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.error()).isEqualTo("RequestEntityTooLargeException");
  }

  @Test
  void aBodyInChunksIsBoundedToo() throws IOException {
    Map<String, String> headers =
        new LinkedHashMap<>(headers("iotdata", "POST", "/topics/a", NOTHING));
    headers.put("Transfer-Encoding", "chunked");
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write(RawClient.head("POST", "/topics/a", headers, 0));
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 3; i++) {
        client.write(chunk);
      }
      client.write("0\r\n\r\n");
      assertThat(client.answer().orElseThrow().status()).isEqualTo(413);
    }
  }

  @Test
  void aChunkThatIsNoneIsRefused() throws IOException {
    Map<String, String> headers =
        new LinkedHashMap<>(headers("iotdata", "POST", "/topics/a", NOTHING));
    headers.put("Transfer-Encoding", "chunked");
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write(RawClient.head("POST", "/topics/a", headers, 0) + "zz\r\n");
      assertThat(client.answer().orElseThrow().status()).isEqualTo(400);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void aClientThatLeavesInMidBodyHarmsNobody() throws IOException {
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write(RawClient.head("POST", "/tags", headers("iot", "POST", "/tags", NOTHING), 1000));
      client.write("half");
    }
    assertThat(signed("iot", "GET", "/things/lamp", NOTHING).status()).isEqualTo(200);
  }

  @Test
  void headersThatAreTooLargeAreRefused() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(headers("iot", "GET", "/things/a", NOTHING));
    headers.put("x-large", "a".repeat(64 * 1024));
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write(RawClient.head("GET", "/things/a", headers, 0));
      client.answer().ifPresent(answer -> assertThat(answer.status()).isBetween(400, 431));
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void whatIsNotHttpIsRefusedWithAnError() throws IOException {
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write("\u0016\u0003\u0001 what\r\n\r\n");
      client
          .answer()
          .ifPresent(answer -> assertThat(answer.error()).isEqualTo("InvalidRequestException"));
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void aClientThatSendsTooSlowlyIsCutOff() throws Exception {
    String head =
        RawClient.head("GET", "/things/a", headers("iot", "GET", "/things/a", NOTHING), 0);
    assertThat(cutOff(head, head.length())).isTrue();
    String body = RawClient.head("POST", "/tags", headers("iot", "POST", "/tags", NOTHING), 1000);
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write(body);
      assertThat(drips(client, "x".repeat(1000))).isTrue();
    }
  }

  private boolean cutOff(String text, int most) throws Exception {
    try (RawClient client = new RawClient(door.apiPort())) {
      return drips(client, text.substring(0, most));
    }
  }

  /// Whether the connection breaks while the text is sent, a letter every 50 ms.
  private static boolean drips(RawClient client, String text) throws InterruptedException {
    for (int i = 0; i < Math.min(text.length(), 60); i++) {
      try {
        client.write(text.substring(i, i + 1));
      } catch (IOException e) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  @Test
  void aConnectionMayRestLongerThanARequestMayTake() throws Exception {
    try (RawClient client = new RawClient(door.apiPort())) {
      Map<String, String> headers = headers("iot", "GET", "/things/a", NOTHING);
      client.request("GET", "/things/a", headers, NOTHING);
      assertThat(client.answer()).isPresent();
      Thread.sleep(900);
      client.request("GET", "/things/a", headers, NOTHING);
      assertThat(client.answer()).isPresent();
    }
  }

  @Test
  void aClientThatAsksForLeaveToSendGetsIt() throws IOException {
    byte[] body = "{\"resourceArn\":\"a\",\"tags\":[]}".getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>(headers("iot", "POST", "/tags", body));
    headers.put("Expect", "100-continue");
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write(RawClient.head("POST", "/tags", headers, body.length));
      assertThat(client.answer().orElseThrow().status()).isEqualTo(100);
      client.write(body);
      assertThat(client.answer().orElseThrow().status()).isEqualTo(200);
    }
    headers.put("X-Amz-Date", "20200101T000000Z");
    try (RawClient client = new RawClient(door.apiPort())) {
      client.write(RawClient.head("POST", "/tags", headers, body.length));
      assertThat(client.answer().orElseThrow().status()).isEqualTo(403);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void devicesAreKnownByTheirCertificateAndReachTheirServicesAlone() throws Exception {
    var lamp = certificates.context("lamp").getSocketFactory();
    Map<String, String> host = Map.of("Host", "localhost");
    try (RawClient client = new RawClient(lamp, door.dataPort())) {
      client.request("PUT", "/things/lamp/jobs/$next", host, NOTHING);
      assertThat(client.answer().orElseThrow().body()).contains("\"thingName\":\"lamp\"");
      client.request("POST", "/topics/a?qos=1", host, new byte[] {1});
      assertThat(client.answer().orElseThrow().status()).isEqualTo(200);
      client.request("GET", "/things/lamp", host, NOTHING);
      assertThat(client.answer().orElseThrow().error()).isEqualTo("UnknownOperationException");
    }
  }

  @Test
  void aDeviceThatNobodyKnowsIsForbidden() throws Exception {
    var other = certificates.context("other").getSocketFactory();
    try (RawClient client = new RawClient(other, door.dataPort())) {
      client.request("POST", "/topics/a", Map.of("Host", "localhost"), NOTHING);
      Answer answer = client.answer().orElseThrow();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.error()).isEqualTo("ForbiddenException");
    }
  }

  @Test
  void aDeviceWithoutACertificateIsNotLetIn() throws Exception {
    try (RawClient client =
        new RawClient(certificates.anonymous().getSocketFactory(), door.dataPort())) {
      client.request("POST", "/topics/a", Map.of("Host", "localhost"), NOTHING);
      assertThat(client.closed()).isTrue();
    } catch (IOException e) {
      assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void closingLetsARequestEnd() throws Exception {
    try (RawClient client = new RawClient(door.apiPort())) {
      client.request("GET", "/endpoint", headers("iot", "GET", "/endpoint", NOTHING), NOTHING);
      entered.await();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(door::close);
      Thread.sleep(200);
      assertThat(closing).isNotDone();
      leave.countDown();
      assertThat(client.answer().orElseThrow().body()).isEqualTo("{\"endpointAddress\":\"here\"}");
      closing.join();
      assertThat(client.closed()).isTrue();
    }
  }

  /// Takes its time.
  private final class DescribeEndpoint
      implements Operation<Operation.Nothing, DescribeEndpoint.Response> {
    record Response(String endpointAddress) {}

    @Override
    public Response answer(Nothing request, Caller caller) {
      entered.countDown();
      try {
        leave.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Response("here");
    }
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + door.apiPort() + path);
  }

  private Map<String, String> headers(String service, String method, String path, byte[] body) {
    return new Signing(KEY, service, NOW).headers(method, uri(path), body);
  }

  private Answer signed(String service, String method, String path, byte[] body)
      throws IOException {
    return send(method, path, headers(service, method, path, body), body);
  }

  private Answer plain(String method, String path) throws IOException {
    return send(method, path, Map.of("Host", "localhost"), NOTHING);
  }

  private Answer send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    try (RawClient client = new RawClient(door.apiPort())) {
      client.request(method, path, headers, body);
      return client.answer().orElseThrow();
    }
  }
}
