package io.drover.protocol;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowRequestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "5",
        "null",
        "{}{}",
        "{\"state\":{\"desired\":{\"a\":1,\"a\":2}}}",
        "{\"state\":{},\"state\":{}}",
        "{\"state\":{\"desired\":{\"a\":NaN}}}",
        "{\"state\":{\"desired\":{\"a\":-Infinity}}}",
        "{\"state\":{\"desired\":{\"a\":01}}}",
        "{\"state\":{\"desired\":{\"a\":1e99999999999}}}",
        "{\"state\":{},\"version\":1e99999999999}",
        "{\"state\":{\"desired\":{'a':1}}}",
        "{\"state\":{\"desired\":{\"a\":1,}}}",
        "{\"state\":{\"desired\":{\"\\udc00\":1}}}",
        "{\"state\":{\"desired\":{\"\\ud800\":1}}}",
        "{\"state\":\u0000null}"
      })
  void whatIsNoJsonObjectIsMalformed(String payload) {
    assertThatExceptionOfType(MalformedPayloadException.class)
        .isThrownBy(() -> parse(payload))
        .satisfies(e -> assertThat(e.problem()).isEqualTo("Invalid JSON"));
  }

  @Test
  void nestingBeyondAllMeasureIsMalformed() {
    assertThatExceptionOfType(MalformedPayloadException.class)
        .isThrownBy(() -> parse("{\"state\":" + "[".repeat(60_000)));
  }

  @Test
  void otherEncodingsAreNotGuessed() {
    byte[] broken = "{\"state\":{\"desired\":{\"a\":\"\u00e4\"}}}".getBytes(UTF_8);
    broken[broken.length - 5] = (byte) 0xC3;

    assertThatExceptionOfType(BrokenEncodingException.class)
        .isThrownBy(() -> ShadowRequest.parse(broken))
        .satisfies(
            e ->
                assertThat(e.problem())
                    .isEqualTo("Unsupported documented encoding; supported encoding is UTF-8"));
    assertThatExceptionOfType(MalformedPayloadException.class)
        .isThrownBy(() -> ShadowRequest.parse("{\"state\":{}}".getBytes(UTF_16BE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                      | Missing required node: state
          {"state":5}                             | State node must be an object
          {"state":[]}                            | State node must be an object
          {"state":{"desired":1}}                 | Desired node must be an object
          {"state":{"reported":[]}}               | Reported node must be an object
          {"state":{"delta":{}}}                  | State contains an invalid node: 'delta'
          {"state":{"desired":{"a":[1,null]}}}    | Invalid JSON
          {"state":{"desired":{"a":[{"b":null}]}}} | Invalid JSON
          {"state":{"desired":{"a":"\\ud800"}}}   | Invalid JSON
          {"state":{},"version":"1"}              | Invalid version
          {"state":{},"version":1.5}              | Invalid version
          {"state":{},"version":-1}               | Invalid version
          {"state":{},"version":99999999999999999999} | Invalid version
          {"state":{},"clientToken":1}            | Invalid clientToken
          {"state":{},"clientToken":"\\ud800"}    | Invalid clientToken
          {"state":7,"clientToken":1,"version":-1} | State node must be an object
          {"state":{"x":1},"clientToken":1}       | State contains an invalid node: 'x'
          {"state":{},"clientToken":1,"version":-1} | Invalid clientToken
          """)
  void whatIsWrongIsToldInTheContractsWords(String payload, String problem) {
    assertThatExceptionOfType(InvalidMemberException.class)
        .isThrownBy(() -> parse(payload).update())
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
  }

  @Test
  void sectionsNestEightLevels() {
    assertThat(parse(nested(8, "1")).update().state().isObject()).isTrue();
    assertThat(parse(nested(8, "{}")).update().state().isObject()).isTrue();
    assertThatExceptionOfType(InvalidMemberException.class)
        .isThrownBy(() -> parse(nested(9, "1")).update())
        .satisfies(
            e ->
                assertThat(e.problem())
                    .isEqualTo("JSON contains too many levels of nesting; maximum is 6"));
    assertThatExceptionOfType(InvalidMemberException.class)
        .isThrownBy(() -> parse(nested(8, "[1]")).update());
  }

  private static String nested(int levels, String innermost) {
    return "{\"state\":{\"desired\":"
        + "{\"a\":".repeat(levels)
        + innermost
        + "}".repeat(levels)
        + "}}";
  }

  @Test
  void tokensHave64BytesAtMost() {
    String longest = "\u00e4".repeat(32);

    assertThat(parse(withToken(longest)).update().clientToken()).isEqualTo(longest);
    assertThat(parse(withToken(longest + "x")).clientToken()).isNull();
    assertThatExceptionOfType(InvalidMemberException.class)
        .isThrownBy(() -> parse(withToken(longest + "x")).checkClientToken())
        .satisfies(e -> assertThat(e.problem()).isEqualTo("Invalid clientToken"));
  }

  private static String withToken(String token) {
    return "{\"state\":null,\"clientToken\":\"" + token + "\"}";
  }

  @Test
  void theTokenIsKnownWhateverElseIsWrong() {
    assertThat(parse("{\"state\":5,\"clientToken\":\"t\"}").clientToken()).isEqualTo("t");
  }

  @Test
  void otherMembersAreIgnoredAndNullIsAsGoodAsAbsent() {
    ShadowUpdate update =
        parse("{\"state\":{},\"version\":null,\"clientToken\":null,\"x\":[{\"y\":null}]}").update();

    assertThat(update.version()).isNull();
    assertThat(update.clientToken()).isNull();
  }

  @Test
  void numbersStayAsTheyWereWritten() {
    String state = "{\"desired\":{\"a\":1.10,\"b\":1E+400,\"c\":123456789012345678901234567890}}";

    assertThat(parse("{\"state\":" + state + "}").update().state()).hasToString(state);
  }

  @Test
  void anEmptyPayloadIsFineWhereNothingIsNeeded() {
    assertThat(ShadowRequest.parseOptional(new byte[0]).clientToken()).isNull();
    assertThat(ShadowRequest.parseLenient("}".getBytes(UTF_8)).clientToken()).isNull();
    assertThat(ShadowRequest.parseLenient(new byte[] {(byte) 0xff}).clientToken()).isNull();
    assertThat(ShadowRequest.parseLenient("{\"clientToken\":\"t\"}".getBytes(UTF_8)).clientToken())
        .isEqualTo("t");
  }

  private static ShadowRequest parse(String payload) {
    return ShadowRequest.parse(payload.getBytes(UTF_8));
  }
}
