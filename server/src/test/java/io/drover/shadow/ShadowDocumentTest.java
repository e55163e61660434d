package io.drover.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShadowDocumentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"desired":{"a":1}}             | {"desired":{"b":2}}             | {"desired":{"a":1,"b":2}}
          {"desired":{"a":1}}             | {"reported":{"a":1}}            | {"desired":{"a":1},"reported":{"a":1}}
          {"desired":{"a":{"b":1}}}       | {"desired":{"a":{"c":2}}}       | {"desired":{"a":{"b":1,"c":2}}}
          {"desired":{"a":[1,2]}}         | {"desired":{"a":[3]}}           | {"desired":{"a":[3]}}
          {"desired":{"a":1}}             | {"desired":{"a":{"b":1}}}       | {"desired":{"a":{"b":1}}}
          {"desired":{"a":{"b":1}}}       | {"desired":{"a":[1]}}           | {"desired":{"a":[1]}}
          {"desired":{"a":{"b":1}}}       | {"desired":{"a":5}}             | {"desired":{"a":5}}
          {"desired":{"a":1,"b":2}}       | {"desired":{"a":null}}          | {"desired":{"b":2}}
          {"desired":{"a":1}}             | {"desired":{"x":null}}          | {"desired":{"a":1}}
          {"desired":{"a":1}}             | {"desired":{"a":null}}          | {}
          {"desired":{"a":1},"reported":{"a":1}} | {"desired":null}         | {"reported":{"a":1}}
          {"desired":{"a":1},"reported":{"a":1}} | null                     | {}
          {"desired":{"a":1}}             | {}                              | {"desired":{"a":1}}
          {"desired":{"a":1}}             | {"desired":{},"reported":{}}    | {"desired":{"a":1}}
          {}                              | {"desired":{"d":{}}}            | {"desired":{"d":{}}}
          {"desired":{"d":1}}             | {"desired":{"d":{}}}            | {"desired":{"d":{}}}
          {"desired":{"d":{"e":1}}}       | {"desired":{"d":{}}}            | {"desired":{"d":{"e":1}}}
          {"desired":{"d":{"e":1}}}       | {"desired":{"d":{"e":null}}}    | {"desired":{"d":{}}}
          {}                              | {"desired":{"d":{"e":null}}}    | {}
          {"desired":{"d":1}}             | {"desired":{"d":{"e":null}}}    | {}
          {}                              | {"desired":{"d":{"e":{},"f":{"g":null}}}} | {"desired":{"d":{"e":{}}}}
          {"desired":{"A":1}}             | {"desired":{"a":2}}             | {"desired":{"A":1,"a":2}}
          """)
  void changesAreMerged(String before, String changes, String after) {
    ShadowDocument document = ShadowDocument.EMPTY.merged(json(before), 1);

    assertThat(document.merged(json(changes), 2).state()).isEqualTo(json(after));
    assertThat(document.state()).isEqualTo(json(before));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"desired":{"a":1}}                                          | {"a":1}
          {"reported":{"a":1}}                                         | {}
          {"desired":{"a":1},"reported":{"a":1,"b":2}}                 | {}
          {"desired":{"a":1},"reported":{"a":1.0}}                     | {}
          {"desired":{"a":[1,{"b":2.0}]},"reported":{"a":[1.0,{"b":2}]}} | {}
          {"desired":{"a":1},"reported":{"a":"1"}}                     | {"a":1}
          {"desired":{"a":{"b":1,"c":2}},"reported":{"a":{"b":1}}}     | {"a":{"c":2}}
          {"desired":{"a":[1,2]},"reported":{"a":[2,1]}}               | {"a":[1,2]}
          {"desired":{"a":{"b":1}},"reported":{"a":1}}                 | {"a":{"b":1}}
          {"desired":{"d":{}},"reported":{"a":1}}                      | {"d":{}}
          {"desired":{"d":{}},"reported":{"d":{"e":1}}}                | {}
          {"desired":{"a":true,"b":"x"},"reported":{"a":true,"b":"y"}} | {"b":"x"}
          """)
  void theDeltaIsWhatIsDesiredAndNotReported(String state, String delta) {
    assertThat(ShadowDocument.EMPTY.merged(json(state), 1).delta()).isEqualTo(json(delta));
  }

  @Test
  void onlyWhatIsNamedGetsAnotherTime() {
    ShadowDocument document =
        ShadowDocument.EMPTY
            .merged(json("{\"desired\":{\"a\":1,\"b\":{\"c\":1,\"d\":1},\"l\":[1,[2]]}}"), 1)
            .merged(json("{\"desired\":{\"b\":{\"c\":1,\"e\":{}},\"f\":[true,{\"g\":0}]}}"), 2);

    assertThat(document.times())
        .hasToString(
            "{\"desired\":{\"a\":1,\"b\":{\"c\":2,\"d\":1,\"e\":{}},\"l\":[1,[1]],"
                + "\"f\":[2,{\"g\":2}]}}");
  }

  @Test
  void theTimesOfADeltaAreThoseOfWhatIsDesired() {
    ShadowDocument document =
        ShadowDocument.EMPTY
            .merged(json("{\"desired\":{\"a\":{\"b\":1,\"c\":1},\"d\":[1]}}"), 1)
            .merged(json("{\"desired\":{\"d\":[1,2]},\"reported\":{\"a\":{\"b\":1}}}"), 2);

    assertThat(document.timesOf(document.delta())).hasToString("{\"a\":{\"c\":1},\"d\":[2,2]}");
  }

  @Test
  void removalsAreLeavesOfWhatWasAskedFor() {
    assertThat(ShadowDocument.times(json("{\"desired\":{\"a\":null},\"reported\":null}"), 7))
        .hasToString("{\"desired\":{\"a\":7},\"reported\":7}");
    assertThat(ShadowDocument.times(json("null"), 7)).hasToString("7");
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
