package io.drover.gateway.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.Job.Cancellation;
import io.drover.jobs.PendingExecutions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each request, granted and refused, by what the contract says of it. The thing `T` has the job
/// `j`, created at 10:00:01, which is 1767261601.
class JobsRequestsTest {
  private static final String NOW = "\"timestamp\":1767261601";
  private static final String STARTED = "{\"status\":\"IN_PROGRESS\"}";
  private static final String DONE = "{\"status\":\"SUCCEEDED\"}";

  @TempDir Path folder;
  private Fleet fleet;

  @BeforeEach
  void createsAJob() {
    fleet = new Fleet(folder);
    fleet.registers("T");
    fleet.registers("idle");
    fleet.creates("j", "T");
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private String answer(String rest, String payload) {
    return fleet.publishes("T", rest, payload).getFirst();
  }

  @Test
  void nextOfAnIdleThingIsAcceptedWithoutExecution() {
    assertThat(fleet.publishes("idle", "$next/get", "{\"clientToken\":\"0:idle\"}"))
        .containsExactly("$next/get/accepted {\"clientToken\":\"0:idle\"," + NOW + "}");
    assertThat(fleet.publishes("idle", "start-next", ""))
        .containsExactly("start-next/accepted {" + NOW + "}");
    assertThat(fleet.publishes("idle", "get", ""))
        .containsExactly("get/accepted {" + NOW + ",\"inProgressJobs\":[],\"queuedJobs\":[]}");
  }

  @Test
  void nextIsShownWithoutBeingStarted() {
    String shown = answer("$next/get", "{\"includeJobDocument\":false}");

    assertThat(shown)
        .isEqualTo(
            "$next/get/accepted {"
                + NOW
                + ",\"execution\":{\"jobId\":\"j\",\"status\":\"QUEUED\","
                + "\"queuedAt\":1767261601,\"lastUpdatedAt\":1767261601,\"versionNumber\":1,"
                + "\"executionNumber\":1}}");
    assertThat(answer("$next/get", "")).contains("\"jobDocument\":{\"job\":\"j\"}");
  }

  @Test
  void anExecutionIsFoundByItsNumber() {
    assertThat(answer("j/get", "{\"executionNumber\":1}")).startsWith("j/get/accepted ");
    assertRejected(answer("j/get", "{\"executionNumber\":2}"), "j/get", "ResourceNotFound");
    assertRejected(
        answer("j/update", "{\"status\":\"IN_PROGRESS\",\"executionNumber\":2}"),
        "j/update",
        "ResourceNotFound");
  }

  @Test
  void aDocumentComesWithAReportThatAsksForIt() {
    assertThat(answer("j/update", "{\"status\":\"IN_PROGRESS\",\"includeJobDocument\":true}"))
        .isEqualTo("j/update/accepted {" + NOW + ",\"jobDocument\":{\"job\":\"j\"}}");
  }

  @Test
  void detailsStayUntilTheyAreReplaced() {
    answer("j/update", "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":\"1\",\"b\":\"2\"}}");
    answer("j/update", STARTED);
    assertThat(answer("j/get", "")).contains("\"a\":\"1\"").contains("\"b\":\"2\"");

    answer("j/update", "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"c\":\"3\"}}");
    assertThat(answer("j/get", "")).contains("\"statusDetails\":{\"c\":\"3\"}");
  }

  @Test
  void selfTestDetailsComeBackAsTheyWent() {
    String details = "\"statusDetails\":{\"self_test\":\"ready\",\"updatedBy\":\"0x1000002\"}";
    answer("j/update", "{\"status\":\"IN_PROGRESS\"," + details + "}");

    assertThat(answer("$next/get", ""))
        .contains("\"self_test\":\"ready\"")
        .contains("\"updatedBy\":\"0x1000002\"");
  }

  // Rejected codes.

  @Test
  void topicsThatStandForNoRequestAreInvalid() {
    for (String rest :
        new String[] {
          "got",
          "j",
          "j/delete",
          "notify",
          "notify-next",
          "get/get",
          "start-next/update",
          "j/namespace-n/get",
          "j/get/accepted"
        }) {
      assertThat(answer(rest, "{\"clientToken\":\"t\"}"))
          .startsWith(rest + "/rejected {\"code\":\"InvalidTopic\",\"message\":\"")
          .endsWith("\"," + NOW + ",\"clientToken\":\"t\"}");
    }
  }

  @Test
  void payloadsThatAreNoObjectsAreInvalidJson() {
    for (String payload : new String[] {"{bad json", "[1]", "{\"clientToken\":\"t\""}) {
      assertThat(answer("get", payload))
          .startsWith("get/rejected {\"code\":\"InvalidJson\",")
          .doesNotContain("clientToken");
    }
  }

  @Test
  void aReportNeedsAStatus() {
    assertThat(answer("j/update", "{\"clientToken\":\"t\"}"))
        .isEqualTo(
            "j/update/rejected {\"code\":\"InvalidRequest\",\"message\":\"Value null at 'status' "
                + "failed to satisfy constraint: Member must not be null\","
                + NOW
                + ",\"clientToken\":\"t\"}");
  }

  @Test
  void membersThatBreakARuleAreInvalid() {
    for (String members :
        new String[] {
          "\"status\":\"CANCELED\"",
          "\"status\":\"TIMED_OUT\"",
          "\"status\":\"REMOVED\"",
          "\"status\":\"in_progress\"",
          "\"status\":5",
          "\"status\":\"IN_PROGRESS\",\"expectedVersion\":\"one\"",
          "\"status\":\"IN_PROGRESS\",\"includeJobDocument\":\"yes\"",
          "\"status\":\"IN_PROGRESS\",\"stepTimeoutInMinutes\":0",
          "\"status\":\"IN_PROGRESS\",\"stepTimeoutInMinutes\":-2",
          "\"status\":\"IN_PROGRESS\",\"stepTimeoutInMinutes\":10081",
          "\"status\":\"FAILED\",\"stepTimeoutInMinutes\":5",
          "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a b\":\"x\"}",
          "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"\":\"x\"}",
          "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":\"\"}",
          "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":\"x\\ny\"}",
          "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":\"\\ud800\"}",
          "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":1}"
        }) {
      assertThat(answer("j/update", "{\"clientToken\":\"t\"," + members + "}"))
          .startsWith("j/update/rejected {\"code\":\"InvalidRequest\",")
          .endsWith(NOW + ",\"clientToken\":\"t\"}");
      assertThat(answer("j/get", "")).contains("\"status\":\"QUEUED\"", "\"versionNumber\":1");
    }
  }

  @Test
  void detailsAreBounded() {
    assertRejected(
        answer("j/update", details("k".repeat(129), "v", 1)), "j/update", "InvalidRequest");
    assertRejected(
        answer("j/update", details("k", "v".repeat(1025), 1)), "j/update", "InvalidRequest");
    assertRejected(answer("j/update", details("k", "v", 11)), "j/update", "InvalidRequest");
    assertThat(answer("j/update", details("k".repeat(127), "v".repeat(1024), 10)))
        .startsWith("j/update/accepted ");
  }

  private static String details(String key, String value, int pairs) {
    StringBuilder details = new StringBuilder("{\"status\":\"IN_PROGRESS\",\"statusDetails\":{");
    for (int i = 0; i < pairs; i++) {
      String comma = i == 0 ? "" : ",";
      details.append("%s\"%s%s\":\"%s\"".formatted(comma, key, i == 0 ? "" : i - 1, value));
    }
    return details.append("}}").toString();
  }

  @Test
  void namesThatNoJobCanHaveAreInvalid() {
    for (String rest : new String[] {"$next/update", "a b/update", "a.b/get"}) {
      assertRejected(answer(rest, STARTED), rest, "InvalidRequest");
    }
  }

  @Test
  void whatHasEndedCannotGoOn() {
    answer("j/update", DONE);

    assertThat(answer("j/update", "{\"status\":\"SUCCEEDED\",\"expectedVersion\":99}"))
        .startsWith("j/update/rejected {\"code\":\"InvalidStateTransition\",")
        .endsWith(NOW + ",\"executionState\":{\"status\":\"SUCCEEDED\",\"versionNumber\":2}}");
  }

  @Test
  void whatIsQueuedCannotBeQueuedAgain() {
    assertThat(answer("j/update", "{\"status\":\"QUEUED\"}"))
        .startsWith("j/update/rejected {\"code\":\"InvalidStateTransition\",")
        .endsWith("\"executionState\":{\"status\":\"QUEUED\",\"versionNumber\":1}}");
  }

  @Test
  void anotherVersionThanExpectedIsAMismatch() {
    assertThat(
            answer(
                "j/update",
                "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":99,\"clientToken\":\"t\"}"))
        .isEqualTo(
            "j/update/rejected {\"code\":\"VersionMismatch\","
                + "\"message\":\"Expected version 99 but found version 1\","
                + NOW
                + ",\"clientToken\":\"t\","
                + "\"executionState\":{\"status\":\"QUEUED\",\"versionNumber\":1}}");
    assertThat(answer("j/get", "")).contains("\"versionNumber\":1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1", "\"\"", "null"})
  void theExpectedVersionMayBeANumberOrAString(String version) {
    assertThat(
            answer("j/update", "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":" + version + "}"))
        .isEqualTo("j/update/accepted {" + NOW + "}");
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    assertRejected(answer("other/get", ""), "other/get", "ResourceNotFound");
    assertRejected(answer("other/update", STARTED), "other/update", "ResourceNotFound");
    for (String request : new String[] {"get", "start-next", "$next/get"}) {
      assertRejected(
          fleet.publishes("unknown", request, "").getFirst(), request, "ResourceNotFound");
    }
  }

  @Test
  void whatHasEndedIsNotShown() {
    answer("j/update", DONE);

    assertThat(answer("j/get", ""))
        .isEqualTo(
            "j/get/rejected {\"code\":\"TerminalStateReached\",\"message\":\"Job Execution has "
                + "reached terminal state. It is neither IN_PROGRESS nor QUEUED\","
                + NOW
                + "}");
  }

  @Test
  void faultsOfTheServerAreInternalErrors() {
    fleet.database.close();

    assertThat(fleet.asks("T", "get", "{\"clientToken\":\"t\"}"))
        .startsWith("get/rejected {\"code\":\"InternalError\",")
        .endsWith(NOW + ",\"clientToken\":\"t\"}");
  }

  // What others do to the job meanwhile.

  @Test
  void aCanceledJobLeavesTheListUnlessItRuns() {
    fleet.subscribes("T");
    fleet.creates("running", "T");
    answer("running/update", STARTED);

    fleet.jobs.cancel("running", new Cancellation(false, null, null), fleet.now());
    fleet.worksInTheBackground();
    assertThat(fleet.hears()).isEmpty();

    fleet.jobs.cancel("j", new Cancellation(false, null, null), fleet.now());
    fleet.worksInTheBackground();
    assertThat(fleet.hears()).singleElement().asString().startsWith("notify ");
    assertThat(answer("running/update", DONE)).startsWith("running/update/accepted ");
  }

  @Test
  void aForceCanceledExecutionCannotGoOn() {
    fleet.subscribes("T");
    answer("j/update", STARTED);

    fleet.jobs.cancel("j", new Cancellation(true, null, null), fleet.now());
    fleet.worksInTheBackground();

    assertThat(fleet.hears())
        .containsExactly("notify {" + NOW + ",\"jobs\":{}}", "notify-next {" + NOW + "}");
    assertThat(answer("j/update", DONE))
        .startsWith("j/update/rejected {\"code\":\"InvalidStateTransition\",")
        .endsWith("\"executionState\":{\"status\":\"CANCELED\",\"versionNumber\":3}}");
  }

  @Test
  void aDeletedJobIsNotFound() {
    answer("j/update", STARTED);

    fleet.jobs.delete("j", true, Optional.empty(), fleet.now());

    assertRejected(answer("j/get", ""), "j/get", "ResourceNotFound");
    assertRejected(answer("j/update", DONE), "j/update", "ResourceNotFound");
  }

  @Test
  void aStepThatTakesTooLongTimesOut() {
    fleet.subscribes("T");
    answer("j/update", "{\"status\":\"IN_PROGRESS\",\"stepTimeoutInMinutes\":1}");

    fleet.passes(Duration.ofMinutes(2));
    fleet.worksInTheBackground();

    assertThat(fleet.hears())
        .containsExactly(
            "notify {\"timestamp\":1767261721,\"jobs\":{}}",
            "notify-next {\"timestamp\":1767261721}");
    assertThat(answer("j/update", DONE)).contains("\"status\":\"TIMED_OUT\"");
  }

  @Test
  void listsShowTheFirstOfTheQueue() {
    for (int i = 0; i < 20; i++) {
      fleet.creates("k" + i, "T");
    }
    fleet.publishes("T", "k19/update", STARTED);
    fleet.subscribes("T");

    assertThat(answer("get", ""))
        .contains("\"inProgressJobs\":[{\"jobId\":\"k19\"")
        .contains("\"queuedJobs\":[{\"jobId\":\"j\"");
    PendingExecutions pending = fleet.executions.pending("T");
    assertThat(pending.inProgress().size() + pending.queued().size()).isEqualTo(10);
    fleet.creates("k20", "T");
    assertThat(fleet.hears()).singleElement().asString().doesNotContain("\"k20\"");
  }

  @Test
  void requestsWithoutAConnectionAreDone() {
    fleet.subscribes("T");

    fleet.requests.process("$aws/things/T/jobs/j/update", DONE.getBytes(UTF_8));

    assertThat(fleet.hears()).hasSize(2).noneMatch(line -> line.contains("accepted"));
  }

  private static void assertRejected(String answer, String request, String code) {
    assertThat(answer)
        .startsWith(request + "/rejected {\"code\":\"" + code + "\",\"message\":\"")
        .endsWith(NOW + "}");
  }
}
