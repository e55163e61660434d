package io.drover.api.jobs;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.Caller;
import io.drover.api.http.ContractCall;
import io.drover.api.http.Operation;
import io.drover.api.http.contract.Service;
import io.drover.jobs.templates.TestTemplates;
import io.drover.rejection.Rejection.Forbidden;
import io.drover.store.TestDatabases;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Templates, and jobs that are made from them, as a client sees both.
class JobTemplateOperationsTest {
  private static final String ARN = "arn:aws:iot:eu-central-1:123456789012:jobtemplate/t";
  private static final String MANAGED = "arn:aws:iot:eu-central-1::jobtemplate/";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  private TestTemplates fleet;
  private CreateJob createJob;
  private CreateJobTemplate createTemplate;
  private ContractCall call;

  @BeforeEach
  void served() {
    fleet = new TestTemplates(databases.database());
    InstantSource clock = InstantSource.fixed(NOW);
    createJob = new CreateJob(fleet.jobs, fleet.templated, fleet.registry.arns, clock);
    createTemplate = new CreateJobTemplate(fleet.templates, fleet.registry.arns, clock);
    List<Operation<?, ?>> operations =
        new ArrayList<>(
            new JobTemplateOperations(fleet.templates, fleet.managed, fleet.registry.arns, clock)
                .all());
    operations.add(createJob);
    operations.add(new DescribeJob(fleet.jobs, fleet.registry.arns, clock));
    operations.add(new GetJobDocument(fleet.jobs, fleet.templated, fleet.registry.arns));
    call = ContractCall.of(Service.IOT, operations.toArray(Operation<?, ?>[]::new));
  }

  private ContractCall.Answer creates(String members) {
    return call.send("PUT", "/job-templates/t", "{\"description\": \"of t\", " + members + "}");
  }

  private ContractCall.Answer createsJob(String members) {
    return call.send(
        "PUT",
        "/jobs/job",
        """
        {"targets": ["arn:aws:iot:eu-central-1:123456789012:thing/a"], %s}
        """
            .formatted(members));
  }

  private JsonNode get(String path) {
    return call.send("GET", path).json();
  }

  @Test
  void aTemplateIsShownAsItWasMade() {
    JsonNode made =
        creates(
                """
                "document": "{}", "timeoutConfig": {"inProgressTimeoutInMinutes": 5},
                "presignedUrlConfig": {"roleArn": "arn:aws:iam::123456789012:role/r"}
                """)
            .json();
    assertThat(made.path("jobTemplateArn").asString()).isEqualTo(ARN);
    assertThat(made.path("jobTemplateId").asString()).isEqualTo("t");
    JsonNode shown = get("/job-templates/t");
    assertThat(shown.path("description").asString()).isEqualTo("of t");
    assertThat(shown.path("document").asString()).isEqualTo("{}");
    assertThat(shown.path("createdAt").asLong()).isEqualTo(NOW.getEpochSecond());
    assertThat(shown.at("/timeoutConfig/inProgressTimeoutInMinutes").asInt()).isEqualTo(5);
    assertThat(shown.has("abortConfig")).isFalse();
    JsonNode listed = get("/job-templates").path("jobTemplates").path(0);
    assertThat(listed.path("jobTemplateArn").asString()).isEqualTo(ARN);
    assertThat(listed.path("createdAt").asLong()).isEqualTo(NOW.getEpochSecond());
  }

  @Test
  void aSecondTemplateOfAnIdIsAConflict() {
    creates("\"document\": \"{}\"");
    ContractCall.Answer second = creates("\"document\": \"{}\"");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.error()).isEqualTo("ConflictException");
  }

  @Test
  void aDeletedTemplateIsNotFound() {
    creates("\"document\": \"{}\"");
    assertThat(call.send("DELETE", "/job-templates/t").status()).isEqualTo(200);
    assertThat(call.send("GET", "/job-templates/t").error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void packageVersionsAreRefusedByName() {
    ContractCall.Answer refused =
        creates("\"document\": \"{}\", \"destinationPackageVersions\": [\"arn:aws:iot:p\"]");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("message").asString())
        .isEqualTo("destinationPackageVersions is not supported yet.");
  }

  @Test
  void theWindowsOfATemplateAreThoseOfItsContinuousJobs() {
    creates(
        """
        "document": "{}", "maintenanceWindows":
            [{"startTime": "cron(0 1 * * ? *)", "durationInMinutes": 5}]
        """);
    JsonNode windows = get("/job-templates/t").path("maintenanceWindows");
    assertThat(windows.path(0).path("startTime").asString()).isEqualTo("cron(0 1 * * ? *)");
    assertThat(windows.path(0).path("durationInMinutes").asInt()).isEqualTo(5);
    String template = "\"jobTemplateArn\": \"" + ARN + "\"";
    assertThat(createsJob(template).error()).isEqualTo("InvalidRequestException");
    createsJob(template + ", \"targetSelection\": \"CONTINUOUS\"");
    JsonNode job = get("/jobs/job").path("job");
    assertThat(job.path("status").asString()).isEqualTo("SCHEDULED");
    assertThat(job.at("/schedulingConfig/maintenanceWindows")).isEqualTo(windows);
  }

  @Test
  void aJobShowsItsTemplateAndInheritsItsDescription() {
    creates("\"document\": \"{}\", \"timeoutConfig\": {\"inProgressTimeoutInMinutes\": 5}");
    JsonNode made = createsJob("\"jobTemplateArn\": \"" + ARN + "\"").json();
    assertThat(made.path("description").asString()).isEqualTo("of t");
    JsonNode job = get("/jobs/job").path("job");
    assertThat(job.path("jobTemplateArn").asString()).isEqualTo(ARN);
    assertThat(job.path("description").asString()).isEqualTo("of t");
    assertThat(job.at("/timeoutConfig/inProgressTimeoutInMinutes").asInt()).isEqualTo(5);
    assertThat(job.has("documentParameters")).isFalse();
  }

  @Test
  void aJobOfAMissingTemplateIsNotFound() {
    assertThat(createsJob("\"jobTemplateArn\": \"" + ARN + "\"").error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void aManagedTemplateIsShownWithItsParameters() {
    JsonNode listed = get("/managed-job-templates?maxResults=3");
    assertThat(listed.path("managedJobTemplates")).hasSize(3);
    assertThat(listed.has("nextToken")).isTrue();
    JsonNode shown = get("/managed-job-templates/AWS-Reboot");
    assertThat(shown.path("templateArn").asString()).isEqualTo(MANAGED + "AWS-Reboot:1.0");
    assertThat(shown.path("environments").path(0).asString()).isEqualTo("LINUX");
    assertThat(shown.at("/documentParameters/0/key").asString()).isEqualTo("runAsUser");
    assertThat(shown.at("/documentParameters/0/optional").asBoolean()).isTrue();
    assertThat(call.send("GET", "/managed-job-templates/AWS-Reboot?templateVersion=9.9").error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void aDocumentIsShownBeforeAndAfterItsParametersAreFilledIn() {
    createsJob(
        """
        "jobTemplateArn": "%sAWS-Run-Command:1.0", "documentParameters": {"command": "ls"}
        """
            .formatted(MANAGED));
    assertThat(get("/jobs/job").at("/job/documentParameters/command").asString()).isEqualTo("ls");
    assertThat(get("/jobs/job/job-document").path("document").asString())
        .contains("\"command\":\"ls\"");
    assertThat(get("/jobs/job/job-document?beforeSubstitution=true").path("document").asString())
        .contains("\"command\":\"${aws:iot:parameter:command}\"");
  }

  @Test
  void aParameterThatDoesNotFitIsAnInvalidRequest() {
    ContractCall.Answer refused =
        createsJob("\"jobTemplateArn\": \"" + MANAGED + "AWS-Run-Command:1.0\"");
    assertThat(refused.error()).isEqualTo("InvalidRequestException");
    assertThat(refused.json().path("message").asString()).contains("command is required");
  }

  @Test
  void whoeverMakesSomethingOfAnotherResourceNeedsPermissionOnBoth() {
    creates("\"document\": \"{}\"");
    createsJob("\"jobTemplateArn\": \"" + ARN + "\"");
    String job = fleet.registry.arns.of("job", "job");
    refusal(
        Forbidden.class,
        () ->
            createJob.answer(
                jobRequest(), new Caller("no template", (_, arn) -> !arn.equals(ARN))));
    refusal(
        Forbidden.class,
        () ->
            createTemplate.answer(
                templateRequest(job), new Caller("no job", (_, arn) -> !arn.equals(job))));
  }

  private static CreateJob.Request jobRequest() {
    return JsonMapper.shared()
        .readValue(
            "{\"jobId\": \"other\", \"targets\": [], \"jobTemplateArn\": \"" + ARN + "\"}",
            CreateJob.Request.class);
  }

  private static CreateJobTemplate.Request templateRequest(String job) {
    return JsonMapper.shared()
        .readValue(
            "{\"jobTemplateId\": \"u\", \"description\": \"d\", \"jobArn\": \"" + job + "\"}",
            CreateJobTemplate.Request.class);
  }
}
