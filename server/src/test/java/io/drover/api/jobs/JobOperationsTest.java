package io.drover.api.jobs;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Permissions;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.JobFilter;
import io.drover.jobs.JobTasks;
import io.drover.jobs.Jobs;
import io.drover.jobs.ManagedExecutions;
import io.drover.jobs.TargetSelection;
import io.drover.jobs.templates.TemplatedJobs;
import io.drover.jobs.templates.TestTemplates;
import io.drover.registry.TestRegistry;
import io.drover.rejection.Rejection.Forbidden;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.TestDatabases;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The operations as a client sees them: what each member of a request does and of an answer says.
class JobOperationsTest {
  private static final Caller OPERATOR = new Caller("operator", Permissions.ALL);
  private static final JsonMapper JSON = JsonMapper.shared();

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  private TestRegistry registry;
  private Jobs jobs;
  private TemplatedJobs templated;
  private JobExecutions executions;
  private ManagedExecutions managed;
  private JobTasks tasks;
  private CreateJob create;
  private final InstantSource clock = InstantSource.fixed(NOW);

  @BeforeEach
  void aThing() {
    TestTemplates fleet = new TestTemplates(databases.database());
    registry = fleet.registry;
    jobs = fleet.jobs;
    templated = fleet.templated;
    executions = fleet.executions;
    managed = new ManagedExecutions(registry.database, registry.changes);
    tasks = fleet.tasks;
    create = new CreateJob(jobs, templated, registry.arns, clock);
  }

  private CreateJob.Request request(String members) {
    return JSON.readValue(
        """
        {"jobId": "job", "targets": ["arn:aws:iot:eu-central-1:123456789012:thing/a"],
         "document": "{}", %s}
        """
            .formatted(members),
        CreateJob.Request.class);
  }

  private CreateJob.Response create(String members) {
    CreateJob.Response response = create.answer(request(members), OPERATOR);
    tasks.runAll(NOW);
    return response;
  }

  private WireJob describe() {
    return new DescribeJob(jobs, registry.arns, clock)
        .answer(new DescribeJob.Request("job", null), OPERATOR)
        .job();
  }

  @Test
  void aJobWithoutOptionsShowsEmptyConfigurationsAndAllCounters() {
    CreateJob.Response response = create("\"description\": \"d\"");
    assertThat(response.jobArn()).isEqualTo("arn:aws:iot:eu-central-1:123456789012:job/job");
    assertThat(response.description()).isEqualTo("d");
    WireJob job = describe();
    assertThat(job.presignedUrlConfig()).isEqualTo(new PresignedUrlConfig(null, null));
    assertThat(job.timeoutConfig()).isEqualTo(new TimeoutConfig(null));
    assertThat(job.jobExecutionsRolloutConfig())
        .isEqualTo(new JobExecutionsRolloutConfig(null, null));
    assertThat(job.jobProcessDetails())
        .isEqualTo(new WireJob.JobProcessDetails(null, 0, 0, 0, 0, 1, 0, 0, 0));
    assertThat(job.forceCanceled()).isNull();
    assertThat(job.status()).isEqualTo("IN_PROGRESS");
    assertThat(job.targetSelection()).isEqualTo("SNAPSHOT");
  }

  @Test
  void targetsAreProcessedWhileTheJobIsRolledOut() {
    create.answer(request("\"targetSelection\": \"SNAPSHOT\""), OPERATOR);
    assertThat(describe().jobProcessDetails().processingTargets()).hasSize(1);
    assertThat(describe().isConcurrent()).isTrue();
  }

  @Test
  void optionsAreShownAsTheyWereGiven() {
    create(
        """
        "timeoutConfig": {"inProgressTimeoutInMinutes": 5}, "namespaceId": "ns",
        "presignedUrlConfig": {"roleArn": "arn:aws:iam::1:role/r", "expiresInSec": 60},
        "tags": [{"Key": "k", "Value": "v"}]
        """);
    WireJob job = describe();
    assertThat(job.timeoutConfig().inProgressTimeoutInMinutes()).isEqualTo(5);
    assertThat(job.presignedUrlConfig().expiresInSec()).isEqualTo(60);
    assertThat(job.namespaceId()).isEqualTo("ns");
    List<Tag> tags =
        registry.database.read(
            reading -> registry.tags.list(reading, new TaggedResource("job", "job"), null).items());
    assertThat(tags).containsExactly(new Tag("k", "v"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"destinationPackageVersions\": [\"arn:aws:iot:p\"]",
      })
  void whatIsNotSupportedIsRefusedByName(String member) {
    InvalidRequest refused = refusal(InvalidRequest.class, () -> create(member));
    assertThat(refused.message())
        .startsWith(member.substring(1, member.indexOf('"', 1)))
        .endsWith("is not supported yet.");
    assertThat(jobs.list(JobFilter.ALL, null, null).items()).isEmpty();
  }

  @Test
  void statusDetailsAreThereEvenWhenEmpty() {
    create("\"description\": \"d\"");
    DescribeJobExecution describe = new DescribeJobExecution(managed, registry.arns, clock);
    DescribeJobExecution.Request asked = new DescribeJobExecution.Request("job", "a", null);
    DescribeJobExecution.JobExecution queued = describe.answer(asked, OPERATOR).execution();
    assertThat(queued.statusDetails().detailsMap()).isNull();
    assertThat(queued.thingArn()).isEqualTo("arn:aws:iot:eu-central-1:123456789012:thing/a");
    executions.startNext("a", Map.of("k", "v"), null, NOW);
    assertThat(describe.answer(asked, OPERATOR).execution().statusDetails().detailsMap())
        .containsEntry("k", "v");
  }

  @Test
  void bothListsShowAnExecution() {
    create("\"description\": \"d\"");
    ListJobExecutionsForJob.Summary ofJob =
        new ListJobExecutionsForJob(managed, registry.arns)
            .answer(
                new ListJobExecutionsForJob.Request("job", JobExecutionStatus.QUEUED, null, null),
                OPERATOR)
            .executionSummaries()
            .getFirst();
    ListJobExecutionsForThing.Summary onThing =
        new ListJobExecutionsForThing(managed, registry.arns)
            .answer(
                new ListJobExecutionsForThing.Request("a", null, null, null, null, "job"), OPERATOR)
            .executionSummaries()
            .getFirst();
    assertThat(ofJob.thingArn()).endsWith(":thing/a");
    assertThat(onThing.jobId()).isEqualTo("job");
    assertThat(ofJob.jobExecutionSummary()).isEqualTo(onThing.jobExecutionSummary());
    assertThat(ofJob.jobExecutionSummary())
        .isEqualTo(new WireExecutionSummary("QUEUED", NOW, null, NOW, 1, 0));
  }

  @Test
  void whomNoPolicyAllowsItIsRefusedBeforeAnythingElse() {
    Caller stranger = new Caller("stranger", (_, _) -> false);
    List<Runnable> asked =
        List.of(
            () -> create.answer(request("\"targetSelection\": \"SNAPSHOT\""), stranger),
            ask(new DescribeJob(jobs, registry.arns, clock), new DescribeJob.Request("x", null)),
            ask(
                new GetJobDocument(jobs, templated, registry.arns),
                new GetJobDocument.Request("x", null)),
            ask(
                new ListJobs(jobs, registry.arns),
                new ListJobs.Request(null, TargetSelection.SNAPSHOT, null, null, null, null, null)),
            ask(
                new CancelJob(jobs, registry.arns, clock),
                new CancelJob.Request("x", null, null, null)),
            ask(new DeleteJob(jobs, registry.arns, clock), new DeleteJob.Request("x", null, null)),
            ask(
                new DescribeJobExecution(managed, registry.arns, clock),
                new DescribeJobExecution.Request("x", "x", null)),
            ask(
                new CancelJobExecution(managed, registry.arns, clock),
                new CancelJobExecution.Request("x", "x", null, null, null)),
            ask(
                new DeleteJobExecution(managed, registry.arns),
                new DeleteJobExecution.Request("x", "x", 1, null, null)));
    asked.forEach(request -> refusal(Forbidden.class, request::run));
  }

  private static <Q extends Record, A extends Record> Runnable ask(
      Operation<Q, A> operation, Q request) {
    return () -> operation.answer(request, new Caller("stranger", (_, _) -> false));
  }
}
