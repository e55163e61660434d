package io.drover.jobs;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.PresignedUrls;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.TestDatabases;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is accepted as a document, and what a device gets of it.
class JobDocumentsTest {
  private static final PresignedUrls SIGNED =
      new PresignedUrls("arn:aws:iam::123456789012:role/reader", 60L);
  private static final String URL = "https://s3.amazonaws.com/bucket/key";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();
  private TestFleet fleet;

  @BeforeEach
  void aThing() {
    fleet = new TestFleet(databases.database()).things("a");
  }

  private void create(@Nullable String document, @Nullable String source, PresignedUrls urls) {
    JobDefinition definition =
        new JobDefinition(
            List.of(fleet.thingArn("a")),
            new JobOrigin(source, null, Map.of()),
            JobConfiguration.NONE.with(urls));
    fleet.jobs.create(
        new NewJob("job", TargetSelection.SNAPSHOT, document, definition, null, null, List.of()),
        fleet.now);
    fleet.pass();
  }

  private String handedOut() {
    return String.valueOf(
        fleet.executions.describeNext("a", true, fleet.now).orElseThrow().jobDocument());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[ {\"operation\" : \"install\"} ]", "{}", "1", "\"text\"", "null"})
  void anyJsonIsHandedOutVerbatim(String document) {
    create(document, null, PresignedUrls.NONE);
    assertThat(handedOut()).isEqualTo(document);
    assertThat(fleet.jobs.document("job")).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{", "{} {}", "install", "{'a':1}", "{\"a\":NaN}"})
  void whatIsNoJsonIsRefused(String document) {
    refusal(InvalidRequest.class, () -> create(document, null, PresignedUrls.NONE));
  }

  @Test
  void aDocumentIsGivenInOneWay() {
    refusal(InvalidRequest.class, () -> create(null, null, PresignedUrls.NONE));
    refusal(InvalidRequest.class, () -> create("{}", URL, PresignedUrls.NONE));
  }

  @Test
  void sizeIsCountedInBytes() {
    String full = '"' + "\u00e9".repeat(16_383) + '"';
    create(full, null, PresignedUrls.NONE);
    assertThat(handedOut()).isEqualTo(full);
    String tooLong = '"' + "\u00e9".repeat(16_384) + '"';
    refusal(InvalidRequest.class, () -> create(tooLong, null, PresignedUrls.NONE));
  }

  @Test
  void anObjectIsReadOnceWhenTheJobIsCreated() {
    fleet.puts(URL, "[1]");
    create(null, URL, PresignedUrls.NONE);
    fleet.puts(URL, "[2]");
    assertThat(handedOut()).isEqualTo("[1]");
    assertThat(fleet.jobs.describe("job").job().definition().origin().documentSource())
        .isEqualTo(URL);
  }

  @Test
  void aMissingObjectAndOneThatIsNotUtf8AreRefused() {
    refusal(ResourceNotFound.class, () -> create(null, URL, PresignedUrls.NONE));
    fleet.objects.put(URL, new byte[] {'"', (byte) 0xff, '"'});
    refusal(InvalidRequest.class, () -> create(null, URL, PresignedUrls.NONE));
  }

  @Test
  void placeholdersAreSignedAnewAtEachHandOver() {
    String document = "{\"a\":\"${aws:iot:s3-presigned-url:" + URL + "}\",\"b\":\"${HOME}\"}";
    create(document, null, SIGNED);
    String first = handedOut();
    assertThat(first).startsWith("{\"a\":\"GET#" + URL + "#60#").endsWith("\",\"b\":\"${HOME}\"}");
    assertThat(handedOut()).isNotEqualTo(first);
    assertThat(fleet.jobs.document("job")).isEqualTo(document);
  }

  @Test
  void theSecondVersionOfAPlaceholderGoesToObjectStorageAsItIs() {
    create("[\"${aws:iot:s3-presigned-url-v2:" + URL + "%2B1%3FversionId%3Dv}\"]", null, SIGNED);
    assertThat(handedOut()).startsWith("[\"GET#" + URL + "%2B1%3FversionId%3Dv#60#");
  }

  @Test
  void anUploadIsForOneExecution() {
    create(
        "[\"${aws:iot:s3-presigned-url-upload:https://s3.eu.amazonaws.com/b/${thingName}/${jobId}-${executionNumber}}\"]",
        null,
        SIGNED);
    assertThat(handedOut()).startsWith("[\"PUT#https://s3.eu.amazonaws.com/b/a/job-1#60#");
  }

  @Test
  void anUploadWithoutAKeyGetsOneOfItsOwn() {
    create(
        "[\"${aws:iot:s3-presigned-url-upload:https://s3.eu.amazonaws.com/b}\","
            + "\"${aws:iot:s3-presigned-url-upload:https://b.s3.eu.amazonaws.com/}\"]",
        null,
        SIGNED);
    assertThat(handedOut())
        .startsWith("[\"PUT#https://s3.eu.amazonaws.com/b/job/a/1/1#60#")
        .contains("\"PUT#https://b.s3.eu.amazonaws.com/job/a/1/2#60#");
  }

  @Test
  void aQuotationMarkDoesNotEndADevicesOwnPlaceholder() {
    String document = "[\"${X:-\\\"y}\\\"}\"]";
    create(document, null, PresignedUrls.NONE);
    assertThat(handedOut()).isEqualTo(document);
  }

  @Test
  void escapesOfJsonInAUrlAreUndone() {
    create("[\"${aws:iot:s3-presigned-url:https:\\/\\/s3\\/b\\/k}\"]", null, SIGNED);
    assertThat(handedOut()).startsWith("[\"GET#https://s3/b/k#60#");
  }

  @Test
  void aQuotationMarkInAUrlStaysInItsString() {
    String document = "[\"${aws:iot:s3-presigned-url:https://s3/b/a\\\"b}\"]";
    DocumentTemplate.Recipient recipient = new DocumentTemplate.Recipient("a", "job", 1);
    assertThat(DocumentTemplate.parse(document).unsigned(recipient))
        .isEqualTo("[\"https://s3/b/a\\\"b\"]");
  }

  @Test
  void signingNeedsARole() {
    String document = "[\"${aws:iot:s3-presigned-url:" + URL + "}\"]";
    InvalidRequest refused =
        refusal(InvalidRequest.class, () -> create(document, null, PresignedUrls.NONE));
    assertThat(refused.message())
        .isEqualTo(
            "presignedUrlConfig role ARN is required to generate an S3 presigned url in job document.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${aws:iot:s3-presigned-url:https://s3/b/k",
        "${open",
        "${aws:iot:parameter:name}",
        "${aws:iot:nonsense:x}",
        "${aws:iot:s3-presigned-url:}",
        "${aws:iot:s3-presigned-url}",
        "${aws:iot:s3-presigned-url:https://elsewhere/b/k}",
        "${aws:iot:s3-presigned-url-upload:https://s3/${thingName}/k}",
        "${aws:iot:s3-presigned-url-upload:https://${jobId}.s3.eu.amazonaws.com/k}",
        "${aws:iot:s3-presigned-url-upload:https://s3/b/${jobId}${jobId}${jobId}}",
        "${aws:iot:s3-presigned-url-upload:s3://${jobId}/k}",
        "${aws:iot:s3-presigned-url-upload:https://s3.eu.amazonaws.com/}",
        "${aws:iot:s3-presigned-url-upload}",
        "${aws:iot:code-sign-signature:s3://r.b/f@v}",
        "${aws:iot:package:p:version:v:attributes}"
      })
  void placeholdersThatCannotBeFilledAreRefused(String placeholder) {
    refusal(InvalidRequest.class, () -> create("[\"" + placeholder + "\"]", null, SIGNED));
  }
}
