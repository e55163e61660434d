package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.LimitExceededException;
import software.amazon.awssdk.services.iot.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iot.model.VersionConflictException;

/// What is wrong gets a named error or a closed connection, changes nothing and costs the log a
/// line at most.
class BadInputIT {
  private static final String THING_ARN = "arn:aws:iot:us-east-1:123456789012:thing/there";

  private static final String INVALID = "InvalidRequestException";

  @TempDir static Path folder;
  private static RunningServer server;
  private static Operator operator;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"), "mqtt.port=0", "mqtt.policy=all");
    operator = new Operator(server);
    operator.iot().createThing(request -> request.thingName("there"));
    operator
        .iot()
        .createPolicy(
            request ->
                request
                    .policyName("all")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}}"));
  }

  @AfterAll
  static void stop() throws IOException {
    operator.close();
    server.close();
    String log = Files.readString(server.data().resolve("server.log"));
    assertThat(log).doesNotContain(" ERROR ").doesNotContain(" WARN ").doesNotContain("\tat ");
  }

  @Test
  void aWrongSecretIsAnInvalidSignature() {
    try (IotClient other = client(server.accessKey().id(), "wrong", Duration.ZERO)) {
      assertRefused(
          () -> other.listThings(), 403, "InvalidSignatureException", "SignatureDoesNotMatch");
    }
  }

  @Test
  void anUnknownAccessKeyIsUnrecognized() {
    try (IotClient other = client("AKIDUNKNOWN", "wrong", Duration.ZERO)) {
      assertRefused(() -> other.listThings(), 403, "UnrecognizedClientException");
    }
  }

  @Test
  void aRequestFromAnotherTimeIsRefused() {
    RunningServer.AccessKey key = server.accessKey();
    try (IotClient late = client(key.id(), key.secret(), Duration.ofMinutes(-6))) {
      assertRefused(() -> late.listThings(), 403, "InvalidSignatureException");
    }
  }

  @Test
  void targetsThatAreNoArnsOrNotThereAreNamed() {
    assertThatThrownBy(() -> createJob(job -> job.document("{}").targets("there")))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(
            () ->
                createJob(
                    job ->
                        job.document("{}")
                            .targets("arn:aws:iot:us-east-1:123456789012:thing/none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                createJob(
                    job ->
                        job.document("{}").targets(java.util.Collections.nCopies(101, THING_ARN))))
        .isInstanceOf(LimitExceededException.class);
    assertNothingWasCreated();
  }

  @Test
  void documentsThatAreMissingTooLargeOrNoJsonAreRefused() {
    assertThatThrownBy(() -> createJob(job -> job.document("{" + " ".repeat(32_767) + "}")))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> createJob(job -> job.document("{not json}")))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(
            () -> createJob(job -> job.documentSource("https://s3.amazonaws.com/none/none.json")))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> createJob(job -> job.documentSource("https://example.com/job.json")))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(
            () ->
                createJob(
                    job ->
                        job.document(
                            "{\"a\":\"${aws:iot:s3-presigned-url:https://s3.amazonaws.com/packages/k}\"}")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("role ARN");
    assertThatThrownBy(() -> createJob(job -> job.document("{\"a\":\"${aws:iot:s3-presigned\"}")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("not terminated");
    assertThatThrownBy(() -> createJob(_ -> {})).isInstanceOf(InvalidRequestException.class);
    assertNothingWasCreated();
  }

  @Test
  void anIdIsTakenWhateverTheBody() {
    operator.iot().createJob(job -> job.jobId("taken").targets(THING_ARN).document("{}"));

    assertThatThrownBy(
            () ->
                operator
                    .iot()
                    .createJob(job -> job.jobId("taken").targets(THING_ARN).document("{}")))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    assertThatThrownBy(
            () ->
                operator
                    .iot()
                    .createJob(job -> job.jobId("taken").targets(THING_ARN).document("[]")))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    assertThat(operator.iot().getJobDocument(request -> request.jobId("taken")).document())
        .isEqualTo("{}");
    operator.iot().deleteJob(request -> request.jobId("taken").force(true));
  }

  @Test
  void wrongVersionsChangeNothing() {
    assertThatThrownBy(
            () ->
                operator
                    .iot()
                    .updateThing(request -> request.thingName("there").expectedVersion(9L)))
        .isInstanceOf(VersionConflictException.class);
    assertThatThrownBy(
            () ->
                operator
                    .iot()
                    .deleteThing(request -> request.thingName("there").expectedVersion(9L)))
        .isInstanceOf(VersionConflictException.class);
    assertThat(operator.iot().describeThing(request -> request.thingName("there")).version())
        .isEqualTo(1);
  }

  @Test
  void aDeletedThingHasNoJobs() {
    operator.iot().createThing(request -> request.thingName("gone"));
    operator.iot().deleteThing(request -> request.thingName("gone"));

    assertThatThrownBy(
            () -> operator.jobsData().getPendingJobExecutions(request -> request.thingName("gone")))
        .isInstanceOf(
            software.amazon.awssdk.services.iotjobsdataplane.model.ResourceNotFoundException.class);
  }

  @Test
  void queriesThatAreMalformedOrTooLargeAreInvalid() {
    operator.search("thingName:there", 1);
    String terms = String.join(" ", java.util.Collections.nCopies(13, "a"));
    for (String query :
        List.of(
            "a AND",
            "(a",
            "()",
            "a OR OR b",
            " ",
            "a~",
            "a^2",
            "/.*.*.*/",
            "thingname:x",
            "*a OR *b",
            "a*b*c*",
            "x".repeat(1_001),
            terms,
            "(".repeat(500) + "a" + ")".repeat(499),
            "NOT ".repeat(200) + "a",
            "-".repeat(999) + "a",
            "attributes.a:b*" + "b".repeat(980))) {
      assertRefused(
          () -> operator.iot().searchIndex(request -> request.queryString(query)),
          400,
          "InvalidQueryException");
    }
    assertThat(operator.search("thingName:there", 1)).containsExactly("there");
  }

  @Test
  void shadowsThatAreNoneLeaveTheOldOneAndTheIndexAlive() {
    String thing = "shadowed";
    operator.iot().createThing(request -> request.thingName(thing));
    operator.reportVersion(thing, "first");
    String deep = "{\"a\":".repeat(9) + "1" + "}".repeat(9);
    for (String reported :
        List.of(
            "{\"a\":NaN}",
            "{\"a\":Infinity}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1e99999999999}",
            "{\"a\":[1,null]}",
            deep,
            "5")) {
      assertRefused(
          () -> updateShadow(thing, "{\"state\":{\"reported\":" + reported + "}}"),
          400,
          "InvalidRequestException");
    }
    assertRefused(
        () -> updateShadow(thing, "{\"state\":{\"other\":{}}}"), 400, "InvalidRequestException");
    assertRefused(
        () -> updateShadow(thing, "{\"state\":{},\"version\":7}"), 409, "ConflictException");
    assertRefused(
        () ->
            updateShadow(thing, "{\"state\":{\"reported\":{\"a\":\"" + "x".repeat(8_192) + "\"}}}"),
        413,
        "RequestEntityTooLargeException");
    updateShadow(thing, "{\"state\":{\"desired\":{\"huge\":" + "9".repeat(900) + ",\"small\":1}}}");
    assertThat(operator.search("thingName:shadowed shadow.reported.ver:first", 1))
        .containsExactly(thing);
    assertThat(operator.search("thingName:shadowed shadow.desired.small:1", 1))
        .containsExactly(thing);
  }

  @Test
  void textThatIsNoUtf8IsRefusedInShadowsAndLeavesTheOldOne() {
    operator.iot().createThing(request -> request.thingName("broken"));
    operator.reportVersion("broken", "whole");
    for (int wrong : List.of(0xff, 0xc0, 0xed, 0x80)) {
      byte[] payload =
          "{\"state\":{\"reported\":{\"ver\":\"?\"}}}".getBytes(StandardCharsets.UTF_8);
      payload[payload.length - 5] = (byte) wrong;
      assertRefused(
          () ->
              operator
                  .data()
                  .updateThingShadow(
                      request ->
                          request.thingName("broken").payload(SdkBytes.fromByteArray(payload))),
          415,
          "UnsupportedDocumentEncodingException");
    }
    assertThat(
            operator
                .data()
                .getThingShadow(request -> request.thingName("broken"))
                .payload()
                .asUtf8String())
        .contains("\"whole\"");
  }

  private static void updateShadow(String thing, String payload) {
    operator
        .data()
        .updateThingShadow(
            request -> request.thingName(thing).payload(SdkBytes.fromUtf8String(payload)));
  }

  @Test
  void moreAttributesThanMayBeAreRefusedAndMakeNothing() {
    operator.iot().createThingType(request -> request.thingTypeName("wide"));
    assertRefused(() -> createThing("flood", null, attributes(4, "v")), 400, INVALID);
    assertRefused(() -> createThing("flood", "wide", attributes(51, "v")), 400, INVALID);
    assertRefused(() -> createThing("flood", "wide", attributes(1, "v".repeat(801))), 400, INVALID);
    assertRefused(() -> createThing("flood", null, Map.of("n".repeat(129), "v")), 400, INVALID);
    assertRefused(
        () -> operator.iot().describeThing(request -> request.thingName("flood")),
        404,
        "ResourceNotFoundException");
    createThing("flood", "wide", attributes(50, "v".repeat(800)));
  }

  @Test
  void groupsAreNoDeeperThanSevenLevelsAndNeverTheirOwnParents() {
    operator.iot().createThingGroup(request -> request.thingGroupName("level-1"));
    for (int level = 2; level <= 7; level++) {
      group("level-" + level, "level-" + (level - 1));
    }
    assertThatThrownBy(() -> group("level-8", "level-7")).isInstanceOf(AwsServiceException.class);
    assertRefused(() -> group("own", "own"), 400, INVALID);
    for (String none : List.of("level-8", "own")) {
      assertRefused(
          () -> operator.iot().describeThingGroup(request -> request.thingGroupName(none)),
          404,
          "ResourceNotFoundException");
    }
  }

  private static void group(String name, String parent) {
    operator
        .iot()
        .createThingGroup(request -> request.thingGroupName(name).parentGroupName(parent));
  }

  private static Map<String, String> attributes(int count, String value) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "a" + i, _ -> value));
  }

  private static void createThing(
      String name, @Nullable String type, Map<String, String> attributes) {
    operator
        .iot()
        .createThing(
            request ->
                request
                    .thingName(name)
                    .thingTypeName(type)
                    .attributePayload(payload -> payload.attributes(attributes)));
  }

  @Test
  void whatIsInUseStays() {
    operator.iot().createThingType(request -> request.thingTypeName("used"));
    operator.iot().createThingGroup(request -> request.thingGroupName("above"));
    operator
        .iot()
        .createThingGroup(request -> request.thingGroupName("below").parentGroupName("above"));
    operator.iot().createBillingGroup(request -> request.billingGroupName("payer"));
    operator
        .iot()
        .createThing(
            request -> request.thingName("typed").thingTypeName("used").billingGroupName("payer"));
    String certificate =
        operator
            .iot()
            .createKeysAndCertificate(request -> request.setAsActive(false))
            .certificateId();
    String arn =
        operator
            .iot()
            .describeCertificate(request -> request.certificateId(certificate))
            .certificateDescription()
            .certificateArn();
    operator.iot().attachThingPrincipal(request -> request.thingName("typed").principal(arn));
    operator.iot().attachPolicy(request -> request.policyName("all").target(arn));

    assertRefused(
        () -> operator.iot().deleteThingType(request -> request.thingTypeName("used")),
        400,
        "InvalidRequestException");
    assertRefused(
        () -> operator.iot().deleteThingGroup(request -> request.thingGroupName("above")),
        400,
        "InvalidRequestException");
    assertRefused(
        () -> operator.iot().deleteBillingGroup(request -> request.billingGroupName("payer")),
        400,
        "InvalidRequestException");
    assertRefused(
        () -> operator.iot().deletePolicy(request -> request.policyName("all")),
        409,
        "DeleteConflictException");
    assertRefused(
        () -> operator.iot().deleteCertificate(request -> request.certificateId(certificate)),
        409,
        "DeleteConflictException");
    assertRefused(
        () -> operator.iot().deleteThing(request -> request.thingName("typed")),
        400,
        "InvalidRequestException");
    assertThat(operator.iot().describeThing(request -> request.thingName("typed")).thingTypeName())
        .isEqualTo("used");
  }

  @Test
  void whatIsNoHttpOrTooLargeIsAnsweredOrCutOff() throws IOException {
    byte[] headers =
        ("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(65_536) + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    assertThat(answerTo(server.port("api"), headers)).startsWith("HTTP/1.1 4");
    assertThat(
            answerTo(
                server.port("api"), "\0\0\0 nothing\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
        .doesNotStartWith("HTTP/1.1 2");
    assertThat(
            answerTo(
                server.port("api"),
                "GET /things HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
        .startsWith("HTTP/1.1 403")
        .contains("MissingAuthenticationTokenException");
    assertThat(operator.iot().listThings().things()).isNotEmpty();
  }

  @Test
  void hostileMqttPacketsCloseTheirConnectionAndNothingElse() throws IOException {
    byte[] connect = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 30, 0, 1, 'h'};
    byte[] tenMegabytes = {0x30, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x05};
    byte[] endlessLength = {0x30, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
    byte[] publishBeforeConnect = {0x30, 5, 0, 3, 'a', '/', 'b'};
    byte[] badUtf8 = {0x30, 5, 0, 3, (byte) 0xc3, (byte) 0x28, 'b'};
    byte[] lyingLength = {0x30, 5, 0x7f, 0x7f, 'a', '/', 'b'};
    byte[] random = new byte[4_096];
    new Random(1).nextBytes(random);

    for (byte[] packet : List.of(tenMegabytes, endlessLength, publishBeforeConnect, random)) {
      assertClosed(packet);
    }
    for (byte[] packet : List.of(tenMegabytes, endlessLength, badUtf8, lyingLength, connect)) {
      assertClosed(concat(connect, packet));
    }
    assertThat(operator.iot().listThings().things()).isNotEmpty();
  }

  /// Fails when the server keeps the connection for more than 5 s.
  private static void assertClosed(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port("mqtt"))) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(bytes);
      assertThat(socket.getInputStream().readAllBytes())
          .hasSizeLessThanOrEqualTo(4); // CONNACK at most
    } catch (SocketException e) {
      // reset by the server
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /// What comes back before the server closes the connection, or has been silent for a second.
  private static String answerTo(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1_000);
      StringBuilder answer = new StringBuilder();
      try {
        socket.getOutputStream().write(bytes);
        for (int next = socket.getInputStream().read();
            next >= 0;
            next = socket.getInputStream().read()) {
          answer.append((char) next);
        }
      } catch (IOException e) {
        // reset by the server, or silent
      }
      return answer.toString();
    }
  }

  private static void createJob(Consumer<CreateJobRequest.Builder> detail) {
    operator.iot().createJob(job -> detail.accept(job.jobId("bad").targets(THING_ARN)));
  }

  private static void assertNothingWasCreated() {
    assertThatThrownBy(() -> operator.describe("bad"))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static void assertRefused(ThrowingCallable call, int status, String... codes) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refusal -> {
              assertThat(refusal.statusCode()).isEqualTo(status);
              assertThat(refusal.awsErrorDetails().errorCode()).isIn((Object[]) codes);
            });
  }

  @SuppressWarnings("deprecation") // no newer way to sign by another clock
  private static IotClient client(String id, String secret, Duration offset) {
    return IotClient.builder()
        .httpClient(ApacheHttpClient.create())
        .endpointOverride(URI.create(server.apiUrl()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
        .overrideConfiguration(
            config ->
                config
                    .retryStrategy(retries -> retries.maxAttempts(1))
                    .putExecutionAttribute(
                        software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute
                            .SIGNING_CLOCK,
                        Clock.offset(Clock.systemUTC(), offset)))
        .build();
  }
}
