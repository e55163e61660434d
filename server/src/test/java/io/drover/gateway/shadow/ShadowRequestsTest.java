package io.drover.gateway.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is heard of requests about shadows.
class ShadowRequestsTest {
  private static final String NOW = "\"timestamp\":1700000000";
  private static final String SET = "{\"timestamp\":1700000000}";

  @TempDir Path folder;
  private Listeners listeners;

  @BeforeEach
  void open() {
    listeners = new Listeners(folder);
  }

  @AfterEach
  void close() {
    listeners.close();
  }

  private void update(String payload) {
    assertThat(listeners.publishes("update", payload).getLast()).startsWith("update/accepted ");
  }

  private String get() {
    return listeners.publishes("get", "").getFirst();
  }

  @Test
  void theFirstUpdateIsToldToEveryone() {
    assertThat(listeners.publishes("update", "{\"state\":{\"desired\":{\"a\":1}}}"))
        .containsExactly(
            "update/delta {\"state\":{\"a\":1},\"metadata\":{\"a\":%s},\"version\":1,%s}"
                .formatted(SET, NOW),
            ("update/documents {\"previous\":null,\"current\":{\"state\":{\"desired\":{\"a\":1}},"
                    + "\"metadata\":{\"desired\":{\"a\":%s}},\"version\":1},%s}")
                .formatted(SET, NOW),
            ("update/accepted {\"state\":{\"desired\":{\"a\":1}},"
                    + "\"metadata\":{\"desired\":{\"a\":%s}},\"version\":1,%s}")
                .formatted(SET, NOW));
    assertThat(get())
        .isEqualTo(
            ("get/accepted {\"state\":{\"desired\":{\"a\":1},\"delta\":{\"a\":1}},"
                    + "\"metadata\":{\"desired\":{\"a\":%s}},\"version\":1,%s}")
                .formatted(SET, NOW));
  }

  @Test
  void whatIsReportedAsDesiredLeavesNoDelta() {
    update("{\"state\":{\"desired\":{\"a\":1}}}");

    assertThat(listeners.publishes("update", "{\"state\":{\"reported\":{\"a\":1}}}"))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("update/documents", "update/accepted");
    assertThat(get()).contains("\"reported\":{\"a\":1}").doesNotContain("delta");
  }

  @Test
  void everyUpdateTellsTheWholeDelta() {
    update("{\"state\":{\"desired\":{\"a\":{\"b\":1,\"c\":2},\"l\":[1,2]}}}");
    update("{\"state\":{\"reported\":{\"a\":{\"b\":1},\"l\":[2,1]}}}");
    listeners.passes(Duration.ofSeconds(5));

    assertThat(listeners.publishes("update", "{\"state\":{\"reported\":{\"x\":1}}}").getFirst())
        .isEqualTo(
            ("update/delta {\"state\":{\"a\":{\"c\":2},\"l\":[1,2]},\"metadata\":{\"a\":{\"c\":%s},"
                    + "\"l\":[%s,%s]},\"version\":3,\"timestamp\":1700000005}")
                .formatted(SET, SET, SET));
  }

  @Test
  void documentsTellBothVersionsWithoutDelta() {
    update("{\"state\":{\"desired\":{\"a\":1}}}");

    assertThat(listeners.publishes("update", "{\"state\":{\"desired\":{\"a\":2}}}").get(1))
        .startsWith("update/documents {\"previous\":{\"state\":{\"desired\":{\"a\":1}},")
        .contains("\"version\":1},\"current\":{\"state\":{\"desired\":{\"a\":2}},")
        .endsWith("\"version\":2}," + NOW + "}")
        .doesNotContain("delta\"");
  }

  @Test
  void acceptedEchoesWhatWasSentRemovalsToo() {
    update("{\"state\":{\"desired\":{\"a\":1,\"b\":{}},\"reported\":{\"c\":1}}}");

    assertThat(
            listeners
                .publishes(
                    "update",
                    "{\"state\":{\"reported\":null,\"desired\":{\"a\":null,\"l\":[1]}},"
                        + "\"clientToken\":\"t\",\"other\":1}")
                .getLast())
        .isEqualTo(
            ("update/accepted {\"state\":{\"reported\":null,\"desired\":{\"a\":null,\"l\":[1]}},"
                    + "\"metadata\":{\"reported\":%s,\"desired\":{\"a\":%s,\"l\":[%s]}},"
                    + "\"version\":2,%s,\"clientToken\":\"t\"}")
                .formatted(SET, SET, SET, NOW));
  }

  @Test
  void stateNullClears() {
    update("{\"state\":{\"desired\":{\"a\":1}}}");

    assertThat(listeners.publishes("update", "{\"state\":null}").getLast())
        .isEqualTo(
            "update/accepted {\"state\":null,\"metadata\":%s,\"version\":2,%s}"
                .formatted(SET, NOW));
    assertThat(get())
        .isEqualTo("get/accepted {\"state\":{},\"metadata\":{},\"version\":2," + NOW + "}");
  }

  @Test
  void theTokenIsToldWithEverything() {
    assertThat(
            listeners.publishes(
                "update", "{\"state\":{\"desired\":{\"a\":1}},\"clientToken\":\"t\"}"))
        .hasSize(3)
        .allMatch(line -> line.endsWith(NOW + ",\"clientToken\":\"t\"}"));
    assertThat(listeners.publishes("get", "{\"clientToken\":\"t\"}").getFirst())
        .endsWith("\"clientToken\":\"t\"}");
    assertThat(listeners.publishes("delete", "{\"clientToken\":\"t\"}"))
        .containsExactly("delete/accepted {\"version\":1," + NOW + ",\"clientToken\":\"t\"}");
  }

  @Test
  void timesOfWhatIsNotNamedStay() {
    update("{\"state\":{\"reported\":{\"a\":1}}}");
    listeners.passes(Duration.ofSeconds(7));
    update("{\"state\":{\"reported\":{\"b\":1}}}");

    assertThat(get()).contains("\"a\":{\"timestamp\":1700000000},\"b\":{\"timestamp\":1700000007}");
  }

  @Test
  void whatIsDeletedIsGoneAndCountsOn() {
    update("{\"state\":{\"reported\":{\"a\":1}}}");
    update("{\"state\":{\"reported\":{\"a\":2}}}");

    assertThat(listeners.publishes("delete", "neither JSON nor of any use"))
        .containsExactly("delete/accepted {\"version\":2," + NOW + "}");
    assertThat(listeners.publishes("delete", ""))
        .containsExactly(
            "delete/rejected {\"code\":404,\"message\":\"No shadow exists with name: 'T'\"}");
    assertThat(get())
        .isEqualTo("get/rejected {\"code\":404,\"message\":\"No shadow exists with name: 'T'\"}");
    update("{\"state\":{}}");
    assertThat(get()).contains("\"version\":3");
  }

  @Test
  void namedShadowsAreToldOnTheirOwnTopics() {
    assertThat(listeners.publishes("name/N/update", "{\"state\":{\"desired\":{\"a\":1}}}"))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly(
            "name/N/update/delta", "name/N/update/documents", "name/N/update/accepted");
    assertThat(listeners.publishes("name/N/get", "").getFirst()).startsWith("name/N/get/accepted ");
    assertThat(get()).startsWith("get/rejected ");
    assertThat(listeners.publishes("name/N/delete", "").getFirst())
        .startsWith("name/N/delete/accepted ");
    assertThat(listeners.publishes("name/N/get", "{\"clientToken\":\"t\"}"))
        .containsExactly(
            "name/N/get/rejected {\"code\":404,"
                + "\"message\":\"No shadow exists with name: 'N'\",\"clientToken\":\"t\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                  | 400 | Invalid JSON
          {}                        | 400 | Missing required node: state
          {"state":5}               | 400 | State node must be an object
          {"state":{"desired":1}}   | 400 | Desired node must be an object
          {"state":{"delta":{}}}    | 400 | State contains an invalid node: 'delta'
          {"state":{},"version":7}  | 409 | Version conflict
          """)
  void refusalsAreToldToWhoeverListensAndChangeNothing(String payload, int code, String message) {
    update("{\"state\":{\"reported\":{\"a\":1}}}");

    assertThat(listeners.publishes("update", payload))
        .containsExactly(
            "update/rejected {\"code\":%d,\"message\":\"%s\",%s}".formatted(code, message, NOW));
    assertThat(get()).contains("\"version\":1");
  }

  @Test
  void refusalsEchoTheToken() {
    update("{\"state\":{}}");

    assertThat(listeners.publishes("update", "{\"state\":{},\"version\":0,\"clientToken\":\"t\"}"))
        .containsExactly(
            "update/rejected {\"code\":409,\"message\":\"Version conflict\","
                + NOW
                + ",\"clientToken\":\"t\"}");
    for (String request : new String[] {"get", "delete", "update"}) {
      String payload = "{\"state\":{},\"clientToken\":\"%s\"}".formatted("t".repeat(65));
      assertThat(listeners.publishes(request, payload))
          .containsExactly(
              request + "/rejected {\"code\":400,\"message\":\"Invalid clientToken\"," + NOW + "}");
    }
  }

  @Test
  void whatIsTooLargeOrNotUtf8IsRefused() {
    String large = "{\"state\":{\"desired\":{\"a\":\"" + "x".repeat(8_192) + "\"}}}";
    assertThat(listeners.publishes("update", large))
        .containsExactly(
            "update/rejected {\"code\":413,"
                + "\"message\":\"The payload exceeds the maximum size allowed\","
                + NOW
                + "}");
    byte[] broken = "{\"state\":{\"desired\":{\"a\":\"?\"}}}".getBytes(UTF_8);
    broken[26] = (byte) 0xFF;
    assertThat(listeners.publishes("update", broken))
        .containsExactly(
            "update/rejected {\"code\":415,\"message\":"
                + "\"Unsupported documented encoding; supported encoding is UTF-8\","
                + NOW
                + "}");
    assertThat(get()).startsWith("get/rejected ");
  }

  @Test
  void namesThatNothingCanHaveAreInvalid() {
    listeners.listenTo("name/a b/update/rejected");

    assertThat(listeners.publishes("name/a b/update", "{\"state\":{}}").getFirst())
        .startsWith("name/a b/update/rejected {\"code\":400,");
  }

  @Test
  void nothingIsToldThatNobodyHears() {
    listeners.listenTo("update/accepted");
    assertThat(listeners.publishes("update", "{\"state\":{\"desired\":{\"a\":1}}}")).hasSize(1);
    assertThat(listeners.publishes("update", "{}")).isEmpty();

    listeners.listenTo();
    assertThat(listeners.publishes("get", "")).isEmpty();
    assertThat(listeners.publishes("update", "{\"state\":{}}")).isEmpty();
  }

  @Test
  void requestsAreOrdinaryMessagesToo() {
    listeners.listenTo("update", "get");

    assertThat(listeners.publishes("update", "{\"state\":{}}"))
        .containsExactly("update {\"state\":{}}");
    assertThat(listeners.publishes("get", "x")).containsExactly("get x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"update/accepted", "update/delta", "get/accepted", "list", "name/N/x"})
  void whatIsTheServersToSayIsIgnored(String rest) {
    listeners.listenTo(rest);

    assertThat(listeners.publishes(rest, "{\"state\":{}}")).isEmpty();
  }

  @Test
  void requestsWithoutAConnectionAreToldAlike() {
    listeners.requests.process(
        "$aws/things/T/shadow/update", "{\"state\":{\"desired\":{\"a\":1}}}".getBytes(UTF_8));

    assertThat(listeners.hears()).hasSize(3);
  }

  @Test
  void faultsOfTheServerAreInternal() {
    listeners.database.close();

    listeners.requests.process(
        "$aws/things/T/shadow/get", "{\"clientToken\":\"t\"}".getBytes(UTF_8));

    assertThat(listeners.heardSoFar())
        .containsExactly(
            "get/rejected {\"code\":500,\"message\":\"Internal service failure\","
                + NOW
                + ",\"clientToken\":\"t\"}");
  }
}
