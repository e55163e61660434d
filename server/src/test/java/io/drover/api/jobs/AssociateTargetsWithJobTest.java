package io.drover.api.jobs;

import static io.drover.registry.TestRegistry.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.ContractCall;
import io.drover.api.http.contract.Service;
import io.drover.jobs.JobTargets;
import io.drover.jobs.TargetAssociation;
import io.drover.jobs.templates.TestTemplates;
import io.drover.registry.TestRegistry;
import io.drover.store.TestDatabases;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// AssociateTargetsWithJob as clients see it; `job` is CONTINUOUS and on thing `a`.
class AssociateTargetsWithJobTest {
  private static final String ARN = "arn:aws:iot:eu-central-1:123456789012:";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  private ContractCall call;

  @BeforeEach
  void aContinuousJob() {
    TestTemplates fleet = new TestTemplates(databases.database());
    TestRegistry registry = fleet.registry;
    registry.thing("b");
    registry.group("g");
    InstantSource clock = InstantSource.fixed(NOW);
    JobTargets targets = new JobTargets(registry.arns, registry.things, registry.groups);
    call =
        ContractCall.of(
            Service.IOT,
            new CreateJob(fleet.jobs, fleet.templated, registry.arns, clock),
            new DescribeJob(fleet.jobs, registry.arns, clock),
            new AssociateTargetsWithJob(
                new TargetAssociation(registry.database, registry.changes, targets),
                registry.arns,
                clock));
    creates("job", "CONTINUOUS");
  }

  private void creates(String job, String selection) {
    ContractCall.Answer answer =
        call.send(
            "PUT",
            "/jobs/" + job,
            """
            {"targets": ["%sthing/a"], "document": "{}", "description": "d",
             "targetSelection": "%s"}
            """
                .formatted(ARN, selection));
    assertThat(answer.status()).isEqualTo(200);
  }

  private ContractCall.Answer associate(String job, String targets) {
    return call.send("POST", "/jobs/" + job + "/targets", "{\"targets\": [" + targets + "]}");
  }

  @Test
  void targetsAreAddedAndTheJobIsAnswered() {
    ContractCall.Answer answer =
        call.send(
            "POST",
            "/jobs/job/targets",
            """
            {"targets": ["%sthing/b", "%sthinggroup/g"], "comment": "more"}
            """
                .formatted(ARN, ARN));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("jobArn").asString()).isEqualTo(ARN + "job/job");
    assertThat(answer.json().path("jobId").asString()).isEqualTo("job");
    assertThat(answer.json().path("description").asString()).isEqualTo("d");
    var job = call.send("GET", "/jobs/job").json().path("job");
    assertThat(job.path("targets")).hasSize(3);
    assertThat(job.path("comment").asString()).isEqualTo("more");
  }

  @Test
  void refusalsAreSpelledAsTheContractHasThem() {
    creates("snapshot", "SNAPSHOT");
    String thing = "\"" + ARN + "thing/b\"";
    assertThat(associate("snapshot", thing).status()).isEqualTo(400);
    assertThat(associate("snapshot", thing).error()).isEqualTo("InvalidRequestException");
    assertThat(associate("nothing", thing).error()).isEqualTo("ResourceNotFoundException");
    assertThat(associate("job", "").error()).isEqualTo("InvalidRequestException");
    StringBuilder many = new StringBuilder(thing);
    for (int i = 0; i < 99; i++) {
      many.append(", \"").append(ARN).append("thing/t").append(i).append('"');
    }
    assertThat(associate("job", many.toString()).error()).isEqualTo("LimitExceededException");
    assertThat(associate("job", many.toString()).status()).isEqualTo(410);
  }
}
