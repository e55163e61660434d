package io.drover.api.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.Caller;
import io.drover.api.http.ContractCall;
import io.drover.api.http.ContractCall.Answer;
import io.drover.api.http.Operation;
import io.drover.api.http.contract.Service;
import io.drover.arn.Arns;
import io.drover.gateway.shadow.Listeners;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowOperationsTest {
  private static final String PATH = "/things/T/shadow";
  private static final String LIST = "/api/things/shadow/ListNamedShadowsForThing/T";
  private static final String ARN = "arn:aws:iot:eu-central-1:123456789012:thing/T";
  private static final String SET = "{\"timestamp\":1700000000}";

  @TempDir Path folder;
  private Listeners listeners;
  private ContractCall call;

  @BeforeEach
  void open() {
    listeners = new Listeners(folder);
    Arns arns = new Arns("eu-central-1", "123456789012");
    call =
        ContractCall.of(
            Service.IOT_DATA,
            new ShadowOperations(listeners.shadows, arns, listeners::now)
                .all()
                .toArray(Operation[]::new));
  }

  @AfterEach
  void close() {
    listeners.close();
  }

  @Test
  void updatesAnswerWhatTheyHaveSet() {
    Answer answer =
        call.send("POST", PATH, "{\"state\":{\"desired\":{\"a\":1}},\"clientToken\":\"t\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"state\":{\"desired\":{\"a\":1}},\"metadata\":{\"desired\":{\"a\":%s}},\"version\":1,"
                    .formatted(SET)
                + "\"timestamp\":1700000000,\"clientToken\":\"t\"}");
    assertThat(call.send("GET", PATH).text())
        .isEqualTo(
            ("{\"state\":{\"desired\":{\"a\":1},\"delta\":{\"a\":1}},"
                    + "\"metadata\":{\"desired\":{\"a\":%s}},\"version\":1,"
                    + "\"timestamp\":1700000000}")
                .formatted(SET));
  }

  @Test
  void subscribersHearOfUpdatesAndDeletionsButNotOfRefusals() {
    call.send("POST", PATH, "{\"state\":{\"desired\":{\"a\":1}},\"clientToken\":\"t\"}");
    assertThat(listeners.hears())
        .hasSize(3)
        .allMatch(line -> line.endsWith("\"clientToken\":\"t\"}"))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("update/delta", "update/documents", "update/accepted");

    call.send("POST", PATH, "not json");
    call.send("GET", PATH);
    call.send("GET", PATH + "?name=missing");
    assertThat(listeners.hears()).isEmpty();

    call.send("DELETE", PATH);
    assertThat(listeners.hears())
        .containsExactly("delete/accepted {\"version\":1,\"timestamp\":1700000000}");
  }

  @Test
  void whatIsDeletedIsMissing() {
    call.send("POST", PATH, "{\"state\":{}}");

    assertThat(call.send("DELETE", PATH).text())
        .isEqualTo("{\"version\":1,\"timestamp\":1700000000}");
    for (String method : new String[] {"GET", "DELETE"}) {
      Answer answer = call.send(method, PATH);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.error()).isEqualTo("ResourceNotFoundException");
      assertThat(answer.message()).isEqualTo("No shadow exists with name: 'T'");
      assertThat(call.send(method, PATH + "?name=N").message())
          .isEqualTo("No shadow exists with name: 'N'");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                 | 400 | InvalidRequestException | Invalid JSON
          {"state":{"a":1,"a":1}}  | 400 | InvalidRequestException | Invalid JSON
          {}                       | 400 | InvalidRequestException | Missing required node: state
          {"state":{"x":1}}        | 400 | InvalidRequestException | State contains an invalid node: 'x'
          {"state":{},"version":9} | 409 | ConflictException       | Version conflict
          """)
  void refusalsHaveTheirNames(String payload, int status, String error, String message) {
    Answer answer = call.send("POST", PATH, payload);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error()).isEqualTo(error);
    assertThat(answer.message()).isEqualTo(message);
  }

  @Test
  void whatIsTooLargeOrNotUtf8IsRefused() {
    String large = "{\"state\":{\"desired\":{\"a\":\"" + "x".repeat(8_192) + "\"}}}";
    byte[] broken = "{\"state\":{\"desired\":{\"a\":\"?\"}}}".getBytes(UTF_8);
    broken[26] = (byte) 0xFF;

    for (byte[] payload : new byte[][] {large.getBytes(UTF_8), new byte[128 * 1_024 + 1]}) {
      Answer answer = call.send("POST", PATH, payload);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.error()).isEqualTo("RequestEntityTooLargeException");
    }
    Answer answer = call.send("POST", PATH, broken);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.error()).isEqualTo("UnsupportedDocumentEncodingException");
    assertThat(call.send("GET", PATH).status()).isEqualTo(404);
  }

  @Test
  void namedShadowsAreListedWithoutTheClassicOne() {
    call.send("POST", PATH, "{\"state\":{}}");
    call.send("POST", PATH + "?name=b", "{\"state\":{}}");
    call.send("POST", PATH + "?name=a", "{\"state\":{}}");

    Answer first = call.send("GET", LIST + "?pageSize=1");
    assertThat(first.json().path("results").toString()).isEqualTo("[\"a\"]");
    assertThat(first.json().path("timestamp").longValue()).isEqualTo(1_700_000_000);
    String token = first.json().path("nextToken").stringValue().replace("+", "%2B");
    assertThat(call.send("GET", LIST + "?pageSize=1&nextToken=" + token).text())
        .isEqualTo("{\"results\":[\"b\"],\"timestamp\":1700000000}");
    assertThat(call.send("GET", LIST + "?pageSize=101").error())
        .isEqualTo("InvalidRequestException");
    call.send("DELETE", PATH + "?name=a");
    assertThat(call.send("GET", LIST).json().path("results").toString()).isEqualTo("[\"b\"]");
    assertThat(call.send("GET", LIST.replace("/T", "/unknown")).json().path("results")).isEmpty();
  }

  @Test
  void namesMustBeLegal() {
    assertThat(call.send("GET", PATH + "?name=a.b").error()).isEqualTo("InvalidRequestException");
    assertThat(call.send("GET", "/things/a%20b/shadow").error())
        .isEqualTo("InvalidRequestException");
  }

  @Test
  void eachOperationNeedsItsPermission() {
    String state = "{\"state\":{}}";

    assertThat(as("iot:UpdateThingShadow", ARN).send("POST", PATH, state).status()).isEqualTo(200);
    assertForbidden(as("iot:UpdateThingShadow", ARN).send("POST", PATH + "?name=N", state));
    assertThat(
            as("iot:UpdateThingShadow", ARN + "/N").send("POST", PATH + "?name=N", state).status())
        .isEqualTo(200);
    assertForbidden(as("iot:GetThingShadow", ARN).send("POST", PATH, state));
    assertThat(as("iot:GetThingShadow", ARN).send("GET", PATH).status()).isEqualTo(200);
    assertForbidden(as("iot:UpdateThingShadow", ARN).send("GET", PATH));
    assertForbidden(as("iot:GetThingShadow", ARN).send("DELETE", PATH));
    assertThat(as("iot:DeleteThingShadow", ARN).send("DELETE", PATH).status()).isEqualTo(200);
    assertThat(as("iot:ListNamedShadowsForThing", ARN).send("GET", LIST).status()).isEqualTo(200);
    assertThat(as("iot:ListNamedShadowsForThing", "*").send("GET", LIST).status()).isEqualTo(200);
    assertForbidden(as("iot:GetThingShadow", ARN).send("GET", LIST));
  }

  private ContractCall as(String action, String resource) {
    return call.as(new Caller("device", (a, r) -> a.equals(action) && r.equals(resource)));
  }

  private static void assertForbidden(Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.error()).isEqualTo("ForbiddenException");
  }
}
