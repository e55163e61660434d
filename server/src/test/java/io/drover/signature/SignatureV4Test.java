package io.drover.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.signature.SignatureException.Reason;
import io.drover.wire.QueryParameter;
import io.drover.wire.RequestHead;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Against the signer of AWS's own SDK.
class SignatureV4Test {
  private static final Instant NOW = Instant.parse("2030-05-06T07:08:09Z");
  private static final AccessKey KEY = new AccessKey("AKIAEXAMPLE", "a+secret/of=forty");
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

  private final SignatureV4 signatures = new SignatureV4(KEY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/things/lamp/jobs/$next",
        "/things/lamp/jobs/%24next",
        "/things/a:b_c-d",
        "/things/a%20b",
        "/things/%C3%A4%F0%9F%90%91",
        "/topics/a%2Fb%2Fc?qos=1",
        "/authorizers/",
        "/things?attributeName=a%2Fb&attributeValue=",
        "/untag?key=b&key=a&key=",
        "/things?b=2&a=1&A=0&a-=3",
        "/things?nextToken=AbC%2B%2F%3D%3D%20x~y",
        "/things?thingTypeName=%E2%98%83",
        "/",
        "/things/a/",
      })
  void whatTheSdkSignsIsGood(String uri) {
    RequestHead head = signed(KEY, "iot", uri, NOW, AuthLocation.HEADER, null);
    assertThatCode(() -> signatures.claim(head, NOW).verify(BODY)).doesNotThrowAnyException();
    RequestHead other =
        signed(new AccessKey(KEY.id(), "x"), "iot", uri, NOW, AuthLocation.HEADER, null);
    assertRefused(
        () -> signatures.claim(other, NOW).verify(BODY), Reason.INVALID, "does not match");
  }

  @Test
  void thePresignedFormIsGoodUntilItExpires() {
    RequestHead head =
        signed(
            KEY,
            "iot",
            "/things?maxResults=1",
            NOW,
            AuthLocation.QUERY_STRING,
            Duration.ofMinutes(10));
    signatures.claim(head, NOW.plusSeconds(599)).verify(BODY);
    assertRefused(
        () -> signatures.claim(head, NOW.plusSeconds(601)),
        Reason.INVALID,
        "Signature expired: 20300506T070809Z");
    RequestHead changed = with(head, "/things", "maxResults", "2");
    assertRefused(
        () -> signatures.claim(changed, NOW).verify(BODY), Reason.INVALID, "does not match");
  }

  @Test
  void aPresignedRequestThatNamesNoExpiryIsGoodForFiveMinutes() {
    RequestHead head = presignedWithoutExpiry("/mqtt");
    assertThat(head.parameter("X-Amz-Expires")).isEmpty();
    signatures.claim(head, NOW.plusSeconds(300)).verify(BODY);
    assertRefused(() -> signatures.claim(head, NOW.plusSeconds(301)), Reason.INVALID, "expired");
  }

  @Test
  void theScopeTellsTheService() {
    assertThat(claim("iotdevicegateway").signingName()).isEqualTo("iotdevicegateway");
    assertThat(SignatureException.ofService("s3", "'iot'"))
        .hasMessage("Credential should be scoped to correct service: 'iot', not 's3'.");
  }

  @Test
  void theClockMayDifferByFiveMinutes() {
    RequestHead head = signed(KEY, "iot", "/things", NOW, AuthLocation.HEADER, null);
    signatures.claim(head, NOW.plusSeconds(300)).verify(BODY);
    signatures.claim(head, NOW.minusSeconds(300)).verify(BODY);
    assertRefused(
        () -> signatures.claim(head, NOW.plusSeconds(301)),
        Reason.INVALID,
        "Signature expired: 20300506T070809Z is now earlier than 20300506T070810Z (20300506T071310Z - 5 min.)");
    assertRefused(
        () -> signatures.claim(head, NOW.minusSeconds(301)),
        Reason.INVALID,
        "Signature not yet current: 20300506T070809Z is still later than 20300506T070808Z (20300506T070308Z + 5 min.)");
  }

  @Test
  void anotherBodyIsRefused() {
    RequestHead head = signed(KEY, "iot", "/things", NOW, AuthLocation.HEADER, null);
    assertRefused(() -> signatures.claim(head, NOW).verify(new byte[0]), Reason.INVALID, "");
  }

  @Test
  void anUnsignedPayloadIsTakenAsItComes() {
    RequestHead head = signed(KEY, "iotdata", "/topics/a", NOW, AuthLocation.HEADER, null, false);
    assertThat(head.header("x-amz-content-sha256")).contains("UNSIGNED-PAYLOAD");
    signatures.claim(head, NOW).verify("anything".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anUnknownKeyAndASessionTokenAreNotRecognized() {
    RequestHead stranger =
        signed(new AccessKey("AKIAOTHER", "x"), "iot", "/things", NOW, AuthLocation.HEADER, null);
    assertRefused(() -> signatures.claim(stranger, NOW), Reason.UNKNOWN_KEY, "security token");
    RequestHead head = signed(KEY, "iot", "/things", NOW, AuthLocation.HEADER, null);
    RequestHead session = withHeader(head, "x-amz-security-token", "token");
    assertRefused(() -> signatures.claim(session, NOW), Reason.UNKNOWN_KEY, "security token");
  }

  @Test
  void aHeaderThatSaysWhatIsAskedMustBeSigned() {
    RequestHead head = signed(KEY, "iot", "/things", NOW, AuthLocation.HEADER, null);
    RequestHead added = withHeader(head, "x-amzn-principal", "arn");
    assertRefused(() -> signatures.claim(added, NOW), Reason.INVALID, "x-amzn-principal");
    signatures.claim(withHeader(head, "x-amzn-trace-id", "Root=1"), NOW).verify(BODY);
    signatures.claim(withHeader(head, "user-agent", "odd"), NOW).verify(BODY);
  }

  @Test
  void whatIsNoSignatureIsRefusedByItsName() {
    RequestHead none = new RequestHead("GET", "/things", List.of(), Map.of("host", List.of("h")));
    assertRefused(
        () -> signatures.claim(none, NOW), Reason.MISSING, "Missing Authentication Token");
    for (String header :
        List.of(
            "",
            "Bearer abc",
            "AWS4-HMAC-SHA256",
            "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20300506/r/iot/aws4_request",
            "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/iot,SignedHeaders=host,Signature=0",
            "AWS4-ECDSA-P256-SHA256 Credential=a/b/c/d/e,SignedHeaders=host,Signature=0")) {
      RequestHead head =
          withHeader(withHeader(none, "x-amz-date", "20300506T070809Z"), "authorization", header);
      assertRefused(() -> signatures.claim(head, NOW), Reason.INCOMPLETE, "");
    }
  }

  @Test
  void theScopesDayIsTheSignaturesDay() {
    RequestHead head = signed(KEY, "iot", "/things", NOW, AuthLocation.HEADER, null);
    String authorization = head.header("authorization").orElseThrow();
    RequestHead other =
        withHeader(head, "authorization", authorization.replace("/20300506/", "/20300507/"));
    assertRefused(() -> signatures.claim(other, NOW), Reason.INVALID, "Date in Credential scope");
  }

  /// As the device SDKs sign the request for a WebSocket.
  private static RequestHead presignedWithoutExpiry(String uri) {
    return signed(KEY, "iotdevicegateway", uri, NOW, AuthLocation.QUERY_STRING, null);
  }

  private SignatureV4.Claim claim(String service) {
    return signatures.claim(signed(KEY, service, "/things", NOW, AuthLocation.HEADER, null), NOW);
  }

  private static void assertRefused(ThrowingCallable call, Reason reason, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SignatureException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private static RequestHead with(RequestHead head, String path, String name, String value) {
    List<QueryParameter> query = new ArrayList<>(head.query());
    query.removeIf(parameter -> parameter.name().equals(name));
    query.add(new QueryParameter(name, value));
    return new RequestHead(head.method(), path, query, head.headers());
  }

  private static RequestHead withHeader(RequestHead head, String name, String value) {
    Map<String, List<String>> headers = new HashMap<>(head.headers());
    headers.put(name, List.of(value));
    return new RequestHead(head.method(), head.path(), head.query(), headers);
  }

  private static RequestHead signed(
      AccessKey key,
      String service,
      String uri,
      Instant at,
      AuthLocation where,
      @Nullable Duration expiry) {
    return signed(key, service, uri, at, where, expiry, true);
  }

  private static RequestHead signed(
      AccessKey key,
      String service,
      String uri,
      Instant at,
      AuthLocation where,
      @Nullable Duration expiry,
      boolean payload) {
    SdkHttpRequest request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create("https://localhost:8443" + uri))
            .putHeader("content-type", "application/json")
            .putHeader("x-amzn-iot-policy", "  two  words ")
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                builder -> {
                  builder
                      .identity(AwsCredentialsIdentity.create(key.id(), key.secret()))
                      .request(request)
                      .payload(() -> new ByteArrayInputStream(BODY))
                      .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                      .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, where)
                      .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, payload)
                      .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC));
                  if (expiry != null) {
                    builder.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, expiry);
                  }
                });
    return head(signed.request(), uri);
  }

  /// As it would arrive: the path as the client wrote it, the query as the signer left it.
  private static RequestHead head(SdkHttpRequest request, String uri) {
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    int mark = uri.indexOf('?');
    return new RequestHead(
        request.method().name(),
        mark < 0 ? uri : uri.substring(0, mark),
        QueryParameter.parse(request.encodedQueryParameters().orElse("")),
        headers);
  }
}
