package io.drover.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3UrlsTest {
  private final S3Urls urls = new S3Urls(S3Endpoints.embedded("fleet.example", 9000, 9443));

  @ParameterizedTest
  @CsvSource({
    "https://s3.amazonaws.com/bucket/dir/key.json",
    "https://s3.eu-west-1.amazonaws.com/bucket/dir/key.json",
    "https://s3.us-gov-west-1.amazonaws.com/bucket/dir/key.json",
    "https://s3.cn-north-1.amazonaws.com.cn/bucket/dir/key.json",
    "https://s3-us-west-2.amazonaws.com/bucket/dir/key.json",
    "https://s3-external-1.amazonaws.com/bucket/dir/key.json",
    "https://s3-fips.us-east-1.amazonaws.com/bucket/dir/key.json",
    "https://s3.dualstack.us-east-2.amazonaws.com/bucket/dir/key.json",
    "https://bucket.s3.amazonaws.com/dir/key.json",
    "https://bucket.s3.us-west-2.amazonaws.com/dir/key.json",
    "https://bucket.s3-us-west-2.amazonaws.com/dir/key.json",
    "https://bucket.s3.dualstack.ap-southeast-2.amazonaws.com/dir/key.json",
    "https://bucket.s3-accelerate.amazonaws.com/dir/key.json",
    "https://bucket.s3-accelerate.dualstack.amazonaws.com/dir/key.json",
    "HTTPS://Bucket.S3.US-West-2.amazonaws.com:443/dir/key.json",
    "s3://bucket/dir/key.json",
    "http://127.0.0.1:9000/bucket/dir/key.json",
    "http://localhost:9000/bucket/dir/key.json",
    "http://fleet.example:9000/bucket/dir/key.json",
    "https://127.0.0.1:9443/bucket/dir/key.json",
    "https://localhost:9443/bucket/dir/key.json",
    "https://Fleet.Example:9443/bucket/dir/key.json",
  })
  void everyDocumentedFormNamesTheObject(String url) {
    assertThat(urls.parse(url)).isEqualTo(object("bucket", "dir/key.json"));
  }

  @Test
  void bucketsWithDotsAreNamedBothWays() {
    var object = object("my.s3.bucket", "key");
    assertThat(urls.parse("https://my.s3.bucket.s3.us-west-2.amazonaws.com/key")).isEqualTo(object);
    assertThat(urls.parse("https://my.s3.bucket.s3.amazonaws.com/key")).isEqualTo(object);
    assertThat(urls.parse("https://s3.us-west-2.amazonaws.com/my.s3.bucket/key")).isEqualTo(object);
  }

  @ParameterizedTest
  @CsvSource({
    "a%20b.json, a b.json",
    "a b.json, a b.json",
    "b%C3%BCro/%E2%82%AC, büro/€",
    "büro/€, büro/€",
    "firmware-1.0+build5.bin, firmware-1.0+build5.bin",
    "firmware-1.0%2Bbuild5.bin, firmware-1.0+build5.bin",
    "100%25, 100%",
    "what%3F, what?",
    "a#b, a#b",
    "dir//key, dir//key",
    "dir/, dir/",
  })
  void keysArePercentEncodedOrNot(String written, String key) {
    assertThat(urls.parse("https://s3.amazonaws.com/bucket/" + written))
        .isEqualTo(object("bucket", key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"key?versionId=3HL4.x_-", "key%3FversionId%3D3HL4.x_-"})
  void aVersionIsNamedPlainlyOrEncoded(String written) {
    assertThat(urls.parse("https://bucket.s3.amazonaws.com/" + written))
        .isEqualTo(new S3Location("bucket", "key", Optional.of("3HL4.x_-")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bucket/key",
        "ftp://s3.amazonaws.com/bucket/key",
        "file:///etc/passwd",
        "https:///bucket/key",
        "https://example.com/bucket/key",
        "http://169.254.169.254/latest/meta-data",
        "https://s3.amazonaws.com.evil.example/bucket/key",
        "https://evil.example/s3.amazonaws.com/bucket/key",
        "https://s3.amazonaws.com@evil.example/bucket/key",
        "https://evil.example#s3.amazonaws.com/bucket/key",
        "https://s3.amazonaws.com:8443/bucket/key",
        "https://s3.not_a_region.amazonaws.com/bucket/key",
        "https://notbucket-s3.amazonaws.com/key",
        "http://localhost:9443/bucket/key",
        "https://localhost:9000/bucket/key",
        "http://localhost:8080/bucket/key",
        "http://user@localhost:9000/bucket/key",
        "http://localhost/bucket/key",
      })
  void otherUrlsAreRefusedWithTheKnownForms(String url) {
    assertRefused(url, "https://s3.REGION.amazonaws.com/BUCKET/KEY", "https://fleet.example:9443/");
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.amazonaws.com, no bucket",
    "https://s3.amazonaws.com/, no bucket",
    "https://s3.amazonaws.com/bucket, no object",
    "https://s3.amazonaws.com/bucket/, no object",
    "https://bucket.s3.amazonaws.com/, no object",
    "https://s3.amazonaws.com/Bucket/key, no bucket",
    "https://s3.amazonaws.com/../key, no bucket",
    "https://s3.amazonaws.com/a..b/key, no bucket",
    "https://s3.amazonaws.com/bucket/../other/key, segment",
    "https://s3.amazonaws.com/bucket/a/%2E%2e/b, segment",
    "https://s3.amazonaws.com/bucket/a%2F..%2Fb, segment",
    "https://s3.amazonaws.com/bucket/., segment",
    "https://s3.amazonaws.com/bucket/a%00b, NUL",
    "https://s3.amazonaws.com/bucket/a%2, percent-encoding",
    "https://s3.amazonaws.com/bucket/a%zz, percent-encoding",
    "https://s3.amazonaws.com/bucket/a%ff, percent-encoding",
    "https://s3.amazonaws.com/bucket/key?X-Amz-Signature=1, only versionId",
    "https://s3.amazonaws.com/bucket/key?versionId=, versionId",
    "https://s3.amazonaws.com/bucket/key?versionId=1&x=2, versionId",
  })
  void urlsOfNoObjectAreRefusedWithTheReason(String url, String reason) {
    assertRefused(url, reason);
  }

  @Test
  void aKeyHas1024BytesAtMost() {
    String longest = "ü".repeat(512);
    assertThat(urls.parse("https://s3.amazonaws.com/bucket/" + longest).key()).isEqualTo(longest);
    assertRefused("https://s3.amazonaws.com/bucket/" + longest + "x", "1024 bytes");
  }

  @Test
  void aLongUrlIsNotRepeatedWhole() {
    assertThatThrownBy(() -> urls.parse("x".repeat(10_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(800));
  }

  @Test
  void aForeignEndpointIsKnownAndOurOwnPortsAreNot() {
    var foreign = new ArtifactsConfig.Foreign(URI.create("https://minio.example/"));
    var foreignUrls = new S3Urls(S3Endpoints.foreign(foreign));
    var object = object("bucket", "key");
    assertThat(foreignUrls.parse("https://minio.example/bucket/key")).isEqualTo(object);
    assertThat(foreignUrls.parse("https://minio.example:443/bucket/key")).isEqualTo(object);
    assertThat(foreignUrls.parse("https://s3.amazonaws.com/bucket/key")).isEqualTo(object);
    assertThatThrownBy(() -> foreignUrls.parse("http://localhost:9000/bucket/key"))
        .isInstanceOf(RejectedException.class);
  }

  private static S3Location object(String bucket, String key) {
    return new S3Location(bucket, key, Optional.empty());
  }

  private void assertRefused(String url, String... reasons) {
    assertThatThrownBy(() -> urls.parse(url))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> {
              assertThat(e.rejection()).isInstanceOf(Rejection.InvalidRequest.class);
              assertThat(e).hasMessageContainingAll(reasons);
            });
  }
}
