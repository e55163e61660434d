package io.drover.jobs.templates;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.JobDefinition;
import io.drover.jobs.JobOrigin;
import io.drover.jobs.NewJob;
import io.drover.jobs.TargetSelection;
import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.PresignedUrls;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import io.drover.jobs.configuration.TestConfigurations;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a job has of its own, and what of its template.
class TemplatedJobsTest {
  private static final JobConfiguration GIVEN = TestConfigurations.whole().forTemplate();

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();
  private TestTemplates fleet;

  @BeforeEach
  void aTemplate() {
    fleet = new TestTemplates(databases.database());
    fleet.templates.create(TestTemplates.template("t", "{\"of\":\"t\"}", GIVEN), NOW);
  }

  private JobOrigin origin() {
    return new JobOrigin(null, fleet.arn("t"), Map.of());
  }

  @Test
  void aJobHasWhatItsTemplateGives() {
    NewJob job = fleet.creates(fleet.job(fleet.arn("t"), Map.of()));
    assertThat(job.description()).isEqualTo("of t");
    assertThat(fleet.jobs.document("job")).isEqualTo("{\"of\":\"t\"}");
    JobDefinition kept = fleet.jobs.describe("job").job().definition();
    assertThat(kept.configuration()).isEqualTo(GIVEN);
    assertThat(kept.origin()).isEqualTo(origin());
  }

  @Test
  void whatAJobAsksForStands() {
    Schedule start = new Schedule(new ScheduledTime("2026-06-01 12:00"), null, null, List.of());
    RolloutConfig rollout = new RolloutConfig(3, null);
    JobConfiguration own = JobConfiguration.NONE.with(rollout).with(start);
    NewJob job = fleet.creates(fleet.job("{\"own\":1}", origin(), own));
    assertThat(fleet.jobs.document("job")).isEqualTo("{\"own\":1}");
    JobConfiguration kept = job.definition().configuration();
    assertThat(kept.rollout()).isEqualTo(rollout);
    assertThat(kept.timeout()).isEqualTo(new InProgressTimeout(20L));
    assertThat(kept.schedule().startTime()).isEqualTo(start.startTime());
    assertThat(kept.schedule().maintenanceWindows())
        .isEqualTo(GIVEN.schedule().maintenanceWindows());
  }

  @Test
  void windowsOfATemplateNeedAContinuousJob() {
    NewJob asked =
        new NewJob(
            "job",
            TargetSelection.SNAPSHOT,
            null,
            new JobDefinition(List.of(), origin(), JobConfiguration.NONE),
            null,
            null,
            List.of());
    refusal(InvalidRequest.class, () -> fleet.templated.complete(asked));
  }

  @Test
  void aJobOutlivesItsTemplate() {
    fleet.creates(fleet.job(fleet.arn("t"), Map.of()));
    fleet.templates.delete("t");
    assertThat(fleet.jobs.document("job")).isEqualTo("{\"of\":\"t\"}");
    assertThat(fleet.templated.documentBeforeSubstitution("job")).isEqualTo("{\"of\":\"t\"}");
  }

  @Test
  void aTemplateThatIsMissingOrNoneIsRefused() {
    refusal(ResourceNotFound.class, () -> fleet.creates(fleet.job(fleet.arn("u"), Map.of())));
    String job = fleet.registry.arns.of("job", "t");
    refusal(InvalidRequest.class, () -> fleet.creates(fleet.job(job, Map.of())));
    String foreign = "arn:aws:iot:eu-central-1:999999999999:jobtemplate/t";
    refusal(InvalidRequest.class, () -> fleet.creates(fleet.job(foreign, Map.of())));
  }

  @Test
  void parametersAreForManagedTemplatesOnly() {
    Map<String, String> parameters = Map.of("command", "ls");
    refusal(InvalidRequest.class, () -> fleet.creates(fleet.job(fleet.arn("t"), parameters)));
    refusal(
        InvalidRequest.class,
        () ->
            fleet.creates(
                fleet.job("{}", new JobOrigin(null, null, parameters), JobConfiguration.NONE)));
  }

  @Test
  void aJobOfAManagedTemplateHandsOutItsParameters() {
    NewJob job =
        fleet.creates(
            fleet.job(fleet.managedArn("AWS-Run-Command"), Map.of("command", "echo,${X:-\"y\"}")));
    assertThat(job.description())
        .isEqualTo(fleet.managed.describe("AWS-Run-Command", null).description());
    fleet.tasks.runAll(NOW);
    String filled =
        "{\"version\":\"1.0\",\"steps\":[{\"action\":{\"name\":\"Run-Command\",\"type\":\"runCommand\","
            + "\"input\":{\"command\":\"echo,${X:-\\\"y\\\"}\"},\"runAsUser\":\"\"}}]}";
    assertThat(fleet.jobs.document("job")).isEqualTo(filled);
    assertThat(fleet.executions.describeNext("a", true, NOW).orElseThrow().jobDocument())
        .isEqualTo(filled);
    assertThat(fleet.templated.documentBeforeSubstitution("job"))
        .isEqualTo(fleet.managed.describe("AWS-Run-Command", null).document());
    assertThat(fleet.jobs.describe("job").job().definition().origin().documentParameters())
        .containsExactly(Map.entry("command", "echo,${X:-\"y\"}"));
  }

  @Test
  void aParameterMayBeAPlaceholderOfAPresignedUrl() {
    Map<String, String> parameters =
        Map.of(
            "downloadUrl",
            "${aws:iot:s3-presigned-url:https://s3.amazonaws.com/b/k}",
            "filePath",
            "/f");
    JobOrigin origin = new JobOrigin(null, fleet.managedArn("AWS-Download-File"), parameters);
    refusal(
        InvalidRequest.class, () -> fleet.creates(fleet.job(null, origin, JobConfiguration.NONE)));
    PresignedUrls signed = new PresignedUrls("arn:aws:iam::123456789012:role/reader", null);
    fleet.creates(fleet.job(null, origin, JobConfiguration.NONE.with(signed)));
    fleet.tasks.runAll(NOW);
    assertThat(fleet.executions.describeNext("a", true, NOW).orElseThrow().jobDocument())
        .contains("[\"GET#https://s3.amazonaws.com/b/k\",\"/f\"]");
  }

  @Test
  void theDocumentOfAManagedTemplateCannotBeReplaced() {
    JobOrigin origin = new JobOrigin(null, fleet.managedArn("AWS-Reboot"), Map.of());
    refusal(
        InvalidRequest.class, () -> fleet.creates(fleet.job("{}", origin, JobConfiguration.NONE)));
  }

  @Test
  void aFilledDocumentIsAsLongAsAnyOther() {
    Map<String, String> parameters =
        Map.of("command", "\"".repeat(17_000), "runAsUser", "x".repeat(256));
    refusal(
        InvalidRequest.class,
        () -> fleet.creates(fleet.job(fleet.managedArn("AWS-Run-Command"), parameters)));
  }

  @Test
  void aTemplateOfAJobOfAManagedTemplateHasTheFilledDocument() {
    fleet.creates(fleet.job(fleet.managedArn("AWS-Run-Command"), Map.of("command", "ls")));
    fleet.templates.create(
        new NewJobTemplate(
            "own",
            "d",
            fleet.registry.arns.of("job", "job"),
            null,
            null,
            JobConfiguration.NONE,
            List.of()),
        NOW);
    assertThat(fleet.templates.describe("own").document()).contains("\"command\":\"ls\"");
  }
}
