package io.drover.api.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drover.api.http.Caller;
import io.drover.arn.Arns;
import io.drover.gateway.jobs.Fleet;
import io.drover.identity.Permissions;
import io.drover.protocol.JobExecutionSummary;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a device is answered over HTTP. The thing `T` has the job `j`, created at 10:00:01, which
/// is 1767261601.
class JobsDataTest {
  private static final long CREATED = 1_767_261_601;
  private static final Caller OPERATOR = new Caller("operator", Permissions.ALL);

  @TempDir Path folder;
  private Fleet fleet;
  private ThingAccess access;

  @BeforeEach
  void createsAJob() {
    fleet = new Fleet(folder);
    fleet.registers("T");
    fleet.registers("idle");
    fleet.creates("j", "T");
    access = new ThingAccess(new Arns("eu-central-1", "123456789012"));
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void listsWhatIsPending() {
    assertThat(pending("T", OPERATOR))
        .isEqualTo(
            new GetPendingJobExecutions.Response(
                List.of(), List.of(new JobExecutionSummary("j", CREATED, null, CREATED, 1, 1))));
    assertThat(pending("idle", OPERATOR))
        .isEqualTo(new GetPendingJobExecutions.Response(List.of(), List.of()));
  }

  @Test
  void startsTheNext() {
    assertThat(start("T"))
        .isEqualTo(
            new JobExecution(
                "j",
                "T",
                "IN_PROGRESS",
                Map.of("step", "1"),
                CREATED,
                CREATED,
                CREATED,
                600L,
                2,
                1,
                "{\"job\":\"j\"}"));
    assertThat(start("idle")).isNull();
  }

  private @Nullable JobExecution start(String thing) {
    return new StartNextPendingJobExecution(fleet.executions, access, fleet::now)
        .answer(new StartNextPendingJobExecution.Request(thing, Map.of("step", "1"), 10L), OPERATOR)
        .execution();
  }

  @Test
  void describesWithTheDocumentUnlessToldNotTo() {
    JobExecution withDocument = describe("j", null);
    JobExecution without = describe("$next", false);

    assertThat(withDocument.jobDocument()).isEqualTo("{\"job\":\"j\"}");
    assertThat(withDocument.statusDetails()).isNull();
    assertThat(without.jobId()).isEqualTo("j");
    assertThat(without.jobDocument()).isNull();
  }

  private JobExecution describe(String jobId, @Nullable Boolean includeDocument) {
    return Objects.requireNonNull(
        new DescribeJobExecution(fleet.executions, access, fleet::now)
            .answer(new DescribeJobExecution.Request(jobId, "T", includeDocument, null), OPERATOR)
            .execution());
  }

  @Test
  void nothingPendingIsNotARefusal() {
    assertThat(
            new DescribeJobExecution(fleet.executions, access, fleet::now)
                .answer(new DescribeJobExecution.Request("$next", "idle", null, null), OPERATOR)
                .execution())
        .isNull();
  }

  @Test
  void takesAReportAndAnswersWhatItAsksFor() {
    assertThat(update("IN_PROGRESS", false)).isEqualTo(new UpdateJobExecution.Response(null, null));
    assertThat(update("IN_PROGRESS", true))
        .isEqualTo(
            new UpdateJobExecution.Response(
                new UpdateJobExecution.JobExecutionState("IN_PROGRESS", null, 3),
                "{\"job\":\"j\"}"));
  }

  private UpdateJobExecution.Response update(String status, boolean verbose) {
    return new UpdateJobExecution(fleet.executions, access, fleet::now)
        .answer(
            new UpdateJobExecution.Request(
                "j", "T", status, null, null, null, verbose, verbose, null),
            OPERATOR);
  }

  @Test
  void aReportOverHttpIsNewsOverMqtt() {
    fleet.subscribes("T");

    update("SUCCEEDED", false);

    assertThat(fleet.hears())
        .containsExactly(
            "notify {\"timestamp\":1767261601,\"jobs\":{}}",
            "notify-next {\"timestamp\":1767261601}");
  }

  @Test
  void whatHasEndedIsNotShownAndCannotGoOn() {
    update("SUCCEEDED", false);

    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> describe("j", null))
        .satisfies(e -> assertThat(e.rejection()).isInstanceOf(Rejection.TerminalState.class));
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> update("SUCCEEDED", false))
        .satisfies(
            e -> assertThat(e.rejection()).isInstanceOf(Rejection.InvalidStateTransition.class));
  }

  @Test
  void eitherNameOfTheActionSuffices() {
    String arn = "arn:aws:iot:eu-central-1:123456789012:thing/T";

    assertThat(pending("T", allowed("iot:GetPendingJobExecutions", arn))).isNotNull();
    assertThat(pending("T", allowed("iotjobsdata:GetPendingJobExecutions", arn))).isNotNull();
    assertForbidden(allowed("iot:UpdateJobExecution", arn));
    assertForbidden(allowed("iot:GetPendingJobExecutions", arn + "2"));
  }

  private void assertForbidden(Caller caller) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> pending("T", caller))
        .satisfies(e -> assertThat(e.rejection()).isInstanceOf(Rejection.Forbidden.class));
  }

  private static Caller allowed(String action, String arn) {
    return new Caller("device", (a, r) -> a.equals(action) && r.equals(arn));
  }

  private GetPendingJobExecutions.Response pending(String thing, Caller caller) {
    return new GetPendingJobExecutions(fleet.executions, access)
        .answer(new GetPendingJobExecutions.Request(thing), caller);
  }
}
