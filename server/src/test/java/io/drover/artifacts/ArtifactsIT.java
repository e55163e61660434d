package io.drover.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.signature.AccessKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ArtifactsIT {
  private static final AccessKey KEY = new AccessKey("DROVEREXAMPLE", "a/secret+of=ours");
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir static Path folder;
  private static SelfSigned tls;
  private static Artifacts artifacts;
  private static S3Client s3;

  @BeforeAll
  static void start() throws Exception {
    tls = SelfSigned.create();
    artifacts = new Artifacts(embedded(folder, 0), CLOCK);
    artifacts.start(tls.server());
    s3 = client(KEY);
    s3.createBucket(r -> r.bucket("fleet"));
    put("fleet", "jobs/install.json", "{\"operation\":\"install\"}");
  }

  @AfterAll
  static void close() {
    s3.close();
    artifacts.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://s3.amazonaws.com/fleet/jobs/install.json",
        "https://fleet.s3.eu-west-1.amazonaws.com/jobs/install.json",
        "http://localhost:PLAIN/fleet/jobs/install.json",
        "https://localhost:TLS/fleet/jobs/install.json",
      })
  void anObjectIsReadByAnyOfItsUrls(String url) {
    byte[] read = artifacts.read(withPorts(url), 1000);
    assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("{\"operation\":\"install\"}");
  }

  @Test
  void anObjectIsReadUpToTheBoundAndRefusedBeyond() {
    s3.putObject(r -> r.bucket("fleet").key("large"), RequestBody.fromBytes(new byte[100_000]));
    assertThat(artifacts.read("s3://fleet/large", 100_000)).hasSize(100_000);
    assertRefused("s3://fleet/large", 99_999, "s3://fleet/large", "larger than 99999 bytes");
  }

  @Test
  void missingObjectsAndBucketsAreNamed() {
    assertRefused("https://s3.amazonaws.com/fleet/none", 10, "s3://fleet/none", "does not exist");
    assertRefused("https://s3.amazonaws.com/nobucket/x", 10, "s3://nobucket/x", "no such bucket");
  }

  @Test
  void keysWithEverySortOfCharacterAreReadAndPresigned() throws Exception {
    String key = "büro (1)/a b+c%20&d=e;f'g!h*i~j,k@l:m$€.json";
    put("fleet", key, "odd");
    String url = "https://s3.amazonaws.com/fleet/" + key.replace("%", "%25");
    assertThat(artifacts.read(url, 10)).asString(StandardCharsets.UTF_8).isEqualTo("odd");
    assertThat(get(artifacts.presignGet(url, LIFETIME)).body()).isEqualTo("odd");
  }

  @Test
  void aPresignedUrlIsFetchedOverTlsWithoutAKey() throws Exception {
    String url = artifacts.presignGet("s3://fleet/jobs/install.json", LIFETIME);
    assertThat(url)
        .startsWith("https://localhost:" + tlsPort() + "/fleet/jobs/install.json?")
        .contains("X-Amz-Expires=300");
    var response = get(url);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"operation\":\"install\"}");
  }

  @Test
  void aPresignedUrlServesRanges() throws Exception {
    String url = artifacts.presignGet("s3://fleet/jobs/install.json", LIFETIME);
    var request = HttpRequest.newBuilder(URI.create(url)).header("Range", "bytes=2-10").build();
    var response = send(request);
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).isEqualTo("operation");
  }

  @Test
  void aPresignedUrlIsForItsObjectAndMethodAlone() throws Exception {
    String url = artifacts.presignGet("s3://fleet/jobs/install.json", LIFETIME);
    assertThat(get(url.replace("install.json", "other.json")).statusCode()).isEqualTo(403);
    var delete = HttpRequest.newBuilder(URI.create(url)).DELETE().build();
    assertThat(send(delete).statusCode()).isEqualTo(403);
  }

  @Test
  void aPresignedUrlExpires() throws Exception {
    InstantSource sixMinutesAgo = () -> Instant.now().minus(Duration.ofMinutes(6));
    var endpoints = S3Endpoints.embedded("localhost", plainPort(), tlsPort());
    try (var storage = new S3ObjectStorage(endpoints, "eu-west-1", KEY, sixMinutesAgo)) {
      String expired = storage.presignGet("s3://fleet/jobs/install.json", LIFETIME);
      assertThat(get(expired).statusCode()).isEqualTo(403);
      String valid = storage.presignGet("s3://fleet/jobs/install.json", LIFETIME.multipliedBy(2));
      assertThat(get(valid).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPresignedUrlTakesAnUpload() throws Exception {
    String url = artifacts.presignPut("s3://fleet/uploads/thing-1/log.txt", LIFETIME);
    var upload =
        HttpRequest.newBuilder(URI.create(url))
            .PUT(HttpRequest.BodyPublishers.ofString("a log"))
            .build();
    assertThat(send(upload).statusCode()).isEqualTo(200);
    byte[] read = artifacts.read("s3://fleet/uploads/thing-1/log.txt", 10);
    assertThat(read).asString(StandardCharsets.UTF_8).isEqualTo("a log");
  }

  @Test
  void aVersionIsAskedForAndTheEmbeddedStorageHasNone() throws Exception {
    String url = "https://fleet.s3.amazonaws.com/jobs/install.json?versionId=abc";
    assertRefused(url, 1000, "s3://fleet/jobs/install.json?versionId=abc", "not supported");
    String presigned = artifacts.presignGet(url, LIFETIME);
    assertThat(presigned).contains("versionId=abc");
    assertThat(get(presigned).statusCode()).isEqualTo(501);
  }

  @Test
  void requestsWithAnotherKeyOrNoneAreRefused() throws Exception {
    try (var other = client(new AccessKey(KEY.id(), "wrong"))) {
      assertThatThrownBy(other::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
    String plain = "http://127.0.0.1:" + plainPort();
    assertThat(get(plain + "/fleet/jobs/install.json").statusCode()).isEqualTo(403);
    assertThat(get(plain + "/").statusCode()).isEqualTo(403);
  }

  @Test
  void aFileInPartsComesBackWhole() {
    byte[] part = new byte[5 << 20];
    new Random(1).nextBytes(part);
    String upload = s3.createMultipartUpload(r -> r.bucket("fleet").key("parts")).uploadId();
    CompletedPart[] parts = new CompletedPart[2];
    for (int i = 0; i < parts.length; i++) {
      int number = i + 1;
      var sent =
          s3.uploadPart(
              r -> r.bucket("fleet").key("parts").uploadId(upload).partNumber(number),
              RequestBody.fromBytes(part));
      parts[i] = CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build();
    }
    s3.completeMultipartUpload(
        r -> r.bucket("fleet").key("parts").uploadId(upload).multipartUpload(m -> m.parts(parts)));
    byte[] whole = s3.getObjectAsBytes(r -> r.bucket("fleet").key("parts")).asByteArray();
    assertThat(whole).hasSize(part.length * 2).startsWith(part);
    assertThat(whole).endsWith(part);
  }

  @Test
  void storageThatIsGoneIsUnavailable(@TempDir Path other) throws Exception {
    var gone = new Artifacts(embedded(other, 0), CLOCK);
    gone.start(tls.server());
    gone.close();
    assertThatThrownBy(() -> gone.read("s3://fleet/x", 10))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.rejection()).isInstanceOf(Rejection.Unavailable.class));
  }

  @Test
  void objectsAreThereAfterARestart(@TempDir Path other) {
    var first = new Artifacts(embedded(other, 0), CLOCK);
    first.start(tls.server());
    try (var client = client(first, KEY)) {
      client.createBucket(r -> r.bucket("kept"));
      client.putObject(r -> r.bucket("kept").key("k"), RequestBody.fromString("still here"));
    }
    first.close();
    try (var second = new Artifacts(embedded(other, 0), CLOCK)) {
      second.start(tls.server());
      assertThat(second.read("s3://kept/k", 100))
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("still here");
    }
  }

  @Test
  void anotherS3IsReadAndPresignedByItsOwnEndpoint() throws Exception {
    var endpoint = URI.create("http://127.0.0.1:" + plainPort());
    var config = new ArtifactsConfig(new ArtifactsConfig.Foreign(endpoint), KEY, "eu-west-1");
    try (var foreign = new Artifacts(config, CLOCK)) {
      foreign.start(tls.server());
      assertThat(foreign.plainPort()).isEmpty();
      assertThat(foreign.read("s3://fleet/jobs/install.json", 100)).isNotEmpty();
      String url = foreign.presignGet("s3://fleet/jobs/install.json", LIFETIME);
      assertThat(url).startsWith(endpoint + "/fleet/");
      assertThat(get(url).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPortInUseFailsTheStart(@TempDir Path other) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var second = new Artifacts(embedded(other, taken.getLocalPort()), CLOCK);
      assertThatThrownBy(() -> second.start(tls.server()))
          .hasMessageContaining("cannot listen")
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
  }

  // a relative folder, as people give it: the file store alone would not cope with one
  private static ArtifactsConfig embedded(Path folder, int plainPort) {
    Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("objects"));
    var storage = new ArtifactsConfig.Embedded(relative, "127.0.0.1", "localhost", plainPort, 0);
    return new ArtifactsConfig(storage, KEY, "eu-west-1");
  }

  private static S3Client client(AccessKey key) {
    return client(artifacts, key);
  }

  private static S3Client client(Artifacts artifacts, AccessKey key) {
    var credentials = AwsBasicCredentials.create(key.id(), key.secret());
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + artifacts.plainPort().orElseThrow()))
        .region(Region.US_WEST_2)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .forcePathStyle(true)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static void put(String bucket, String key, String content) {
    s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  private static int plainPort() {
    return artifacts.plainPort().orElseThrow();
  }

  private static int tlsPort() {
    return artifacts.tlsPort().orElseThrow();
  }

  private static String withPorts(String url) {
    return url.replace("PLAIN", String.valueOf(plainPort()))
        .replace("TLS", String.valueOf(tlsPort()));
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().sslContext(tls.client()).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void assertRefused(String url, int mostBytes, String... reasons) {
    assertThatThrownBy(() -> artifacts.read(url, mostBytes))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> {
              assertThat(e.rejection()).isInstanceOf(Rejection.InvalidRequest.class);
              assertThat(e).hasMessageContainingAll(reasons);
            });
  }
}
