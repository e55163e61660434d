package io.drover.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.api.http.contract.Service;
import io.drover.api.http.fake.DescribeThing;
import io.drover.api.http.fake.ListThings;
import io.drover.api.http.fake.Publish;
import io.drover.api.http.fake.StartNextPendingJobExecution;
import io.drover.api.http.fake.TagResource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Requests through router, binder, validator and renderer.
class ContractCallTest {
  private final DescribeThing describe = new DescribeThing();
  private final ListThings list = new ListThings();
  private final TagResource tag = new TagResource();
  private final ContractCall iot = ContractCall.of(Service.IOT, describe, list, tag);

  @Test
  void anAnswerHasWhatTheRecordHasAndLeavesOutWhatIsNull() {
    var answer = iot.send("GET", "/things/lamp:1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            """
            {"thingName":"lamp:1","attributes":{"by":"AKIATEST"},"version":3}""");
  }

  @Test
  void queryMembersAreBound() {
    iot.send(
        "GET",
        "/things?maxResults=7&attributeName=a%2Fb&attributeValue=&usePrefixAttributeValue=true");
    assertThat(list.asked).containsExactly(new ListThings.Request(7, null, "a/b", "", true));
  }

  @Test
  void membersThatTheContractDoesNotKnowAreIgnored() {
    var answer =
        iot.send(
            "POST",
            "/tags?odd=1",
            """
            {"resourceArn":"arn","tags":[{"Key":"k","Value":"v","x":{}}],"unknown":[1]}""");
    assertThat(answer.text()).isEqualTo("{}");
    assertThat(tag.asked)
        .containsExactly(new TagResource.Request("arn", List.of(new TagResource.Tag("k", "v"))));
  }

  @Test
  void everythingThatIsWrongIsNamed() {
    var answer = iot.send("POST", "/tags", "{\"tags\":[{\"Key\":\"\"},{}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("InvalidRequestException");
    assertThat(answer.message())
        .isEqualTo(
            "3 validation errors detected: Value null at 'resourceArn' failed to satisfy constraint:"
                + " Member must not be null; Value '' at 'tags.1.member.key' failed to satisfy"
                + " constraint: Member must have length greater than or equal to 1; Value null at"
                + " 'tags.2.member.key' failed to satisfy constraint: Member must not be null");
  }

  @Test
  void lengthsRangesAndPatternsAreChecked() {
    String long129 = "a".repeat(129);
    assertThat(iot.send("GET", "/things/" + long129).message())
        .startsWith(
            "1 validation error detected: Value '" + "a".repeat(128) + "...' at 'thingName'")
        .endsWith("Member must have length less than or equal to 128");
    assertThat(iot.send("GET", "/things/a%20b").message())
        .endsWith("Member must satisfy regular expression pattern: [a-zA-Z0-9:_-]+");
    assertThat(iot.send("GET", "/things?maxResults=251").message())
        .endsWith("Member must have value less than or equal to 250");
    assertThat(iot.send("GET", "/things?maxResults=0").status()).isEqualTo(400);
    assertThat(iot.send("GET", "/things?maxResults=ten").message())
        .endsWith("Member must be an integer");
    assertThat(iot.send("GET", "/things?usePrefixAttributeValue=yes").message())
        .endsWith("Member must be true or false");
    assertThat(describe.asked).isEmpty();
    assertThat(list.asked).isEmpty();
  }

  @Test
  void jsonThatCanBeReadInTwoWaysIsRefused() {
    for (String body :
        List.of(
            "{\"resourceArn\":\"a\",\"resourceArn\":\"b\",\"tags\":[]}",
            "{\"resourceArn\":\"a\",\"tags\":[]} {}",
            "{\"resourceArn\":\"a\",\"tags\":",
            "[]",
            "\"text\"",
            "nothing",
            "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}",
            "{\"x\":" + "1".repeat(100) + "}",
            "{\"resourceArn\":\"\\u0000\",\"tags\":[]}",
            "{\"resourceArn\":\"\\ud800\",\"tags\":[]}")) {
      var answer = iot.send("POST", "/tags", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.error()).as(body).isEqualTo("InvalidRequestException");
    }
    byte[] notUtf8 = "{\"resourceArn\":\"ä\",\"tags\":[]}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(iot.send("POST", "/tags", notUtf8).message())
        .isEqualTo("The request body is not in UTF-8.");
    assertThat(tag.asked).isEmpty();
  }

  @Test
  void aRefusalIsSpeltAsTheServiceDoes() {
    var answer = iot.send("GET", "/things/missing");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isEqualTo("ResourceNotFoundException");
    assertThat(answer.text()).isEqualTo("{\"message\":\"Thing missing does not exist.\"}");
  }

  @Test
  void aBugRevealsNothing() {
    var answer = iot.send("GET", "/things/broken");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.error()).isEqualTo("InternalFailureException");
    assertThat(answer.text()).doesNotContain("bug");
  }

  @Test
  void anOperationThatIsNotServedAnswersByItsName() {
    var answer = iot.send("PUT", "/jobs/j", "{}");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.error()).isEqualTo("NotImplementedException");
    assertThat(answer.message()).contains("CreateJob");
  }

  @Test
  void anUnknownPathAndAnotherMethodAreToldApart() {
    assertThat(iot.send("GET", "/nowhere").error()).isEqualTo("UnknownOperationException");
    assertThat(iot.send("GET", "/nowhere").status()).isEqualTo(404);
    assertThat(iot.send("PUT", "/things/a").status()).isEqualTo(405);
  }

  @Test
  void aPathThatCannotBeDecodedIsRefused() {
    assertThat(iot.send("GET", "/things/%zz").error()).isEqualTo("InvalidRequestException");
    assertThat(iot.send("GET", "/things/%ff").status()).isEqualTo(400);
    assertThat(iot.send("GET", "/things/%2").status()).isEqualTo(400);
  }

  @Test
  void theDevicesJobsHaveWholeSecondsAndNextInEitherSpelling() {
    ContractCall jobs = ContractCall.of(Service.IOT_JOBS_DATA, new StartNextPendingJobExecution());
    for (String next : List.of("$next", "%24next")) {
      assertThat(
              jobs.send("PUT", "/things/a/jobs/" + next, "{\"stepTimeoutInMinutes\":\"5\"}").text())
          .isEqualTo(
              """
              {"execution":{"thingName":"a","queuedAt":1893456000,"status":"IN_PROGRESS"}}""");
    }
  }

  @Test
  void aMessageHasItsPayloadAsTheBodyAndJsonInAHeader() {
    Publish publish = new Publish();
    String properties =
        Base64.getEncoder().encodeToString("[{\"a\":\"b\"}]".getBytes(StandardCharsets.UTF_8));
    ContractCall.of(Service.IOT_DATA, publish)
        .header("x-amz-mqtt5-user-properties", properties)
        .send("POST", "/topics/a%2Fb%2Fc?qos=1", new byte[] {0, 1, (byte) 255});
    var asked = publish.asked.getFirst();
    assertThat(asked.topic()).isEqualTo("a/b/c");
    assertThat(asked.qos()).isEqualTo(1);
    assertThat(asked.payload()).containsExactly(0, 1, 255);
    assertThat(asked.userProperties()).isEqualTo("[{\"a\":\"b\"}]");
  }

  @Test
  void anAnswerThatTheContractDoesNotAllowFailsTheTest() {
    class DescribeEndpoint implements Operation<Operation.Nothing, DescribeEndpoint.Odd> {
      record Odd(String endpoint) {}

      @Override
      public Odd answer(Nothing request, Caller caller) {
        return new Odd("host");
      }
    }
    assertThat(
            ContractCall.of(Service.IOT, new DescribeEndpoint()).send("GET", "/endpoint").status())
        .isEqualTo(500);
    class CreateThing implements Operation<Operation.Nothing, CreateThing.Nameless> {
      record Nameless(String thingName) {}

      @Override
      public Nameless answer(Nothing request, Caller caller) {
        return new Nameless("not a name");
      }
    }
    ContractCall odd = ContractCall.of(Service.IOT, new CreateThing());
    assertThatThrownBy(() -> odd.send("POST", "/things/a", "{}"))
        .hasMessageContaining("'thingName'");
  }
}
