package io.drover.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drover.protocol.JobsRequest.Get;
import io.drover.protocol.JobsRequest.StartNext;
import io.drover.protocol.JobsRequest.Update;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPayloadTest {

  @Test
  void readsWhatTheArticlesDeviceSends() {
    RequestPayload payload =
        parse(
            """
            {"status":"IN_PROGRESS","statusDetails":{"progress":"0%"},"expectedVersion":"","clientToken":""}
            """);

    assertThat(Update.from(payload))
        .isEqualTo(
            new Update("IN_PROGRESS", Map.of("progress", "0%"), null, null, false, false, null));
    assertThat(payload.clientToken()).isEmpty();
  }

  @Test
  void readsEveryMemberOfAnUpdate() {
    Update update =
        Update.from(
            parse(
                """
                {"status":"FAILED","statusDetails":{},"expectedVersion":7,"executionNumber":3,
                 "includeJobExecutionState":true,"includeJobDocument":true,"stepTimeoutInMinutes":-1,
                 "clientToken":"t"}
                """));

    assertThat(update).isEqualTo(new Update("FAILED", Map.of(), 7L, 3L, true, true, -1L));
  }

  @Test
  void takesAnExpectedVersionAsNumberOrString() {
    assertThat(version("\"2\"")).isEqualTo(2);
    assertThat(version("2")).isEqualTo(2);
    assertThat(version("\"\"")).isNull();
    assertThat(version("null")).isNull();
  }

  private static @Nullable Long version(String json) {
    return Update.from(parse("{\"status\":\"X\",\"expectedVersion\":" + json + "}"))
        .expectedVersion();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"one\"", "\" 1\"", "true", "[1]", "{}", "99999999999999999999"})
  void refusesAnExpectedVersionThatIsNoWholeNumber(String json) {
    assertInvalid(
        "{\"status\":\"X\",\"expectedVersion\":" + json + ",\"clientToken\":\"t\"}",
        "at 'expectedVersion' failed to satisfy constraint: Member must be a whole number");
  }

  @Test
  void emptyPayloadIsAnObjectWithoutMembers() {
    assertThat(Get.from(parse(""))).isEqualTo(new Get(null, true));
    assertThat(StartNext.from(parse(""))).isEqualTo(new StartNext(null, null));
    assertThat(parse("").clientToken()).isNull();
  }

  @Test
  void ignoresMembersThatTheRequestDoesNotKnow() {
    RequestPayload payload =
        parse("{\"thingName\":[{}],\"jobId\":1,\"status\":5,\"x\":{\"clientToken\":\"no\"}}");

    assertThat(Get.from(payload)).isEqualTo(new Get(null, true));
    assertThat(payload.clientToken()).isNull();
  }

  @Test
  void theLastOfARepeatedMemberCounts() {
    RequestPayload payload = parse("{\"clientToken\":\"a\",\"clientToken\":\"b\"}");

    assertThat(payload.clientToken()).isEqualTo("b");
    assertThat(parse("{\"clientToken\":\"a\",\"clientToken\":null}").clientToken()).isNull();
  }

  @Test
  void keepsTheTokenWhateverIsWrongWithTheRest() {
    RequestPayload payload = parse("{\"status\":{\"a\":[1,2]},\"clientToken\":\"t\"}");

    assertThat(payload.clientToken()).isEqualTo("t");
    assertThatExceptionOfType(InvalidMemberException.class)
        .isThrownBy(() -> Update.from(payload))
        .withMessageContaining("at 'status'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "{}", "[]", "\"\\ud800\""})
  void refusesATokenThatCannotBeEchoed(String json) {
    RequestPayload payload = parse("{\"clientToken\":" + json + "}");

    assertThat(payload.clientToken()).isNull();
    assertThatExceptionOfType(InvalidMemberException.class)
        .isThrownBy(payload::checkClientToken)
        .withMessageContaining("at 'clientToken'");
  }

  @Test
  void refusesALongToken() {
    String longest = "x".repeat(RequestPayload.LONGEST_TOKEN);

    assertThat(parse("{\"clientToken\":\"" + longest + "\"}").clientToken()).isEqualTo(longest);
    assertThat(parse("{\"clientToken\":\"" + longest + "x\"}").clientToken()).isNull();
  }

  @Test
  void saysThatTheStatusIsMissingInTheContractsWords() {
    assertInvalid(
        "{\"clientToken\":\"t\"}",
        "Value null at 'status' failed to satisfy constraint: Member must not be null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{bad json",
        "[1]",
        "1",
        "\"x\"",
        "null",
        " ",
        "{",
        "{\"a\":1",
        "{\"a\":1}}",
        "{} {}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"status\":01}",
        "{\"status\":\"a\nb\"}",
        "{\"clientToken\":NaN}",
        "/**/{}",
        "\uFEFF{}"
      })
  void refusesWhatIsNotOneJsonObject(String text) {
    assertMalformed(text.getBytes(UTF_8));
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertMalformed("{\"clientToken\":\"é\"}".getBytes(ISO_8859_1));
    assertMalformed("{\"clientToken\":\"t\"}".getBytes(UTF_16BE));
    assertMalformed(
        new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
    assertMalformed(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'});
  }

  @Test
  void boundsLengthAndDepth() {
    assertMalformed(("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}").getBytes(UTF_8));
    assertMalformed(("{}" + " ".repeat(RequestPayload.MOST_BYTES)).getBytes(UTF_8));
    assertMalformed("[".repeat(100_000).getBytes(UTF_8));
    parse("{}" + " ".repeat(RequestPayload.MOST_BYTES - 2));
    parse("{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":1}", "{\"a\":null}", "{\"b\":\"x\",\"a\":{}}", "[]", "\"a\"", "true"})
  void refusesDetailsThatAreNotStrings(String details) {
    assertInvalid(
        update(details),
        "at 'statusDetails' failed to satisfy constraint: Member must be an object of strings");
  }

  private static String update(String details) {
    return "{\"clientToken\":\"t\",\"status\":\"X\",\"statusDetails\":" + details + "}";
  }

  /// Whatever comes in, it is either read or refused by name.
  @Test
  void neverFailsOtherwise() {
    Random random = new Random(20_260_101);
    byte[] sample =
        update("{\"progress\":\"50 %\"}")
            .replace("\"X\"", "\"X\",\"expectedVersion\":12.5e3")
            .getBytes(UTF_8);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = i % 4 == 0 ? new byte[random.nextInt(40)] : sample.clone();
      if (i % 4 == 0) {
        random.nextBytes(bytes);
      } else {
        for (int edits = random.nextInt(4); edits >= 0; edits--) {
          bytes[random.nextInt(bytes.length)] = edit(random);
        }
      }
      readAll(bytes);
    }
  }

  private static byte edit(Random random) {
    String likely = "{}[]\":,\\u0e+-.tfn19 \u0000";
    return random.nextBoolean()
        ? (byte) likely.charAt(random.nextInt(likely.length()))
        : (byte) random.nextInt(256);
  }

  private static void readAll(byte[] bytes) {
    try {
      RequestPayload payload = RequestPayload.parse(bytes);
      payload.checkClientToken();
      Get.from(payload);
      StartNext.from(payload);
      Update.from(payload);
    } catch (MalformedPayloadException | InvalidMemberException e) {
      assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(500);
    }
  }

  private static RequestPayload parse(String text) {
    return RequestPayload.parse(text.getBytes(UTF_8));
  }

  private static void assertInvalid(String text, String message) {
    RequestPayload payload = parse(text);
    assertThat(payload.clientToken()).isEqualTo("t");
    assertThatExceptionOfType(InvalidMemberException.class)
        .isThrownBy(() -> Update.from(payload))
        .withMessageContaining(message);
  }

  private static void assertMalformed(byte[] payload) {
    assertThatExceptionOfType(MalformedPayloadException.class)
        .isThrownBy(() -> RequestPayload.parse(payload));
  }
}
