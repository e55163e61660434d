package io.drover.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.protocol.JobsMessage.Changed;
import io.drover.protocol.JobsMessage.Described;
import io.drover.protocol.JobsMessage.NextChanged;
import io.drover.protocol.JobsMessage.PendingJobs;
import io.drover.protocol.JobsMessage.Rejected;
import io.drover.protocol.JobsMessage.Updated;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The payloads, letter by letter.
class JobsMessageTest {
  private static final long TIME = 1_517_017_906L;
  private static final JobExecutionSummary QUEUED =
      new JobExecutionSummary("0001", 1_517_016_948, null, 1_517_016_949, 1, 1);
  private static final JobExecutionSummary RUNNING =
      new JobExecutionSummary("0002", 1_517_016_947, 1_517_017_000L, 1_517_017_001, 2, 1);

  @Test
  void listsWhatIsPending() {
    assertJson(
        new PendingJobs("t1", TIME, List.of(), List.of(QUEUED)),
        """
        {"clientToken":"t1","timestamp":1517017906,"inProgressJobs":[],"queuedJobs":[\
        {"jobId":"0001","queuedAt":1517016948,"lastUpdatedAt":1517016949,\
        "executionNumber":1,"versionNumber":1}]}""");
  }

  @Test
  void bothListsAreThereWhenNothingIsPending() {
    assertJson(
        new PendingJobs(null, TIME, List.of(), List.of()),
        """
        {"timestamp":1517017906,"inProgressJobs":[],"queuedJobs":[]}""");
  }

  @Test
  void describesAnExecutionWithItsDocumentInline() {
    JobExecution execution =
        new JobExecution(
            "0001",
            "IN_PROGRESS",
            Map.of("step", "start \"1\""),
            1_517_016_948,
            1_517_017_000L,
            1_517_017_001,
            2,
            1,
            599L,
            "[{\"operation\": \"install\"}]");

    assertJson(
        new Described("s1", TIME, execution),
        """
        {"clientToken":"s1","timestamp":1517017906,"execution":{"jobId":"0001",\
        "status":"IN_PROGRESS","statusDetails":{"step":"start \\"1\\""},"queuedAt":1517016948,\
        "startedAt":1517017000,"lastUpdatedAt":1517017001,"versionNumber":2,"executionNumber":1,\
        "approximateSecondsBeforeTimedOut":599,"jobDocument":[{"operation": "install"}]}}""");
  }

  @Test
  void describesNothingWithoutTheMember() {
    assertJson(
        new Described("s1", TIME, null),
        """
        {"clientToken":"s1","timestamp":1517017906}""");
  }

  @Test
  void answersAReportWithWhatItAskedFor() {
    assertJson(
        new Updated("t3", TIME, null, null),
        """
        {"clientToken":"t3","timestamp":1517017906}""");
    assertJson(
        new Updated(null, TIME, new ExecutionState("SUCCEEDED", Map.of(), 3), "{\"a\":1}"),
        """
        {"timestamp":1517017906,"executionState":{"status":"SUCCEEDED","versionNumber":3},\
        "jobDocument":{"a":1}}""");
    assertJson(
        new Updated(null, TIME, new ExecutionState("FAILED", Map.of("k", "v"), 3), null),
        """
        {"timestamp":1517017906,"executionState":{"status":"FAILED","statusDetails":{"k":"v"},\
        "versionNumber":3}}""");
  }

  @Test
  void refuses() {
    assertJson(
        new Rejected(RejectedCode.INVALID_JSON, "no", TIME, null, null),
        """
        {"code":"InvalidJson","message":"no","timestamp":1517017906}""");
    assertJson(
        new Rejected(
            RejectedCode.VERSION_MISMATCH,
            "Expected version 99 but found version 1",
            TIME,
            "é\n",
            new ExecutionState("QUEUED", Map.of(), 1)),
        """
        {"code":"VersionMismatch","message":"Expected version 99 but found version 1",\
        "timestamp":1517017906,"clientToken":"é\\n",\
        "executionState":{"status":"QUEUED","versionNumber":1}}""");
  }

  @Test
  void notifiesOfListsThatHaveEntries() {
    assertJson(
        new Changed(TIME, List.of(RUNNING), List.of(QUEUED)),
        """
        {"timestamp":1517017906,"jobs":{"IN_PROGRESS":[{"jobId":"0002","queuedAt":1517016947,\
        "lastUpdatedAt":1517017001,"startedAt":1517017000,"executionNumber":1,"versionNumber":2}],\
        "QUEUED":[{"jobId":"0001","queuedAt":1517016948,"lastUpdatedAt":1517016949,\
        "executionNumber":1,"versionNumber":1}]}}""");
    assertThat(text(new Changed(TIME, List.of(), List.of(QUEUED)))).doesNotContain("IN_PROGRESS");
    assertThat(text(new Changed(TIME, List.of(RUNNING), List.of()))).doesNotContain("QUEUED");
    assertJson(
        new Changed(1_517_189_551, List.of(), List.of()),
        """
        {"timestamp":1517189551,"jobs":{}}""");
  }

  @Test
  void notifiesOfTheNext() {
    assertJson(
        new NextChanged(
            1_517_186_779,
            new JobExecution(
                "job3", "QUEUED", Map.of(), 1_517_186_778, null, 1_517_186_778, 1, 1, null, "{}")),
        """
        {"timestamp":1517186779,"execution":{"jobId":"job3","status":"QUEUED",\
        "queuedAt":1517186778,"lastUpdatedAt":1517186778,"versionNumber":1,"executionNumber":1,\
        "jobDocument":{}}}""");
    assertJson(
        new NextChanged(1_517_189_551, null),
        """
        {"timestamp":1517189551}""");
  }

  private static void assertJson(JobsMessage message, String json) {
    assertThat(text(message)).isEqualTo(json);
  }

  private static String text(JobsMessage message) {
    return new String(message.json(), UTF_8);
  }
}
