package io.drover.api.jobs;

import static io.drover.registry.TestRegistry.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.ContractCall;
import io.drover.api.http.contract.Service;
import io.drover.jobs.Job;
import io.drover.jobs.Jobs;
import io.drover.jobs.templates.TestTemplates;
import io.drover.registry.TestRegistry;
import io.drover.store.TestDatabases;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Each member of a configuration, from a request to what DescribeJob answers.
class JobConfigurationMembersTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ROLLOUT =
      """
      "jobExecutionsRolloutConfig": {"maximumPerMinute": 100, "exponentialRate": {
        "baseRatePerMinute": 50, "incrementFactor": 1.5,
        "rateIncreaseCriteria": {"numberOfNotifiedThings": 1000}}}
      """;
  private static final String ABORT =
      """
      "abortConfig": {"criteriaList": [{"failureType": "FAILED", "action": "CANCEL",
        "thresholdPercentage": 10.99, "minNumberOfExecutedThings": 5}]}
      """;
  private static final String RETRY =
      """
      "jobExecutionsRetryConfig": {"criteriaList": [{"failureType": "ALL", "numberOfRetries": 3}]}
      """;
  private static final String SCHEDULE =
      """
      "schedulingConfig": {"startTime": "2026-06-01T12:00:00Z", "endTime": "2026-09-01 12:00",
        "endBehavior": "CANCEL", "maintenanceWindows": [
          {"startTime": "cron(30 22 ? * MON *)", "durationInMinutes": 60}]}
      """;

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  private Jobs jobs;
  private ContractCall call;

  @BeforeEach
  void aThing() {
    TestTemplates fleet = new TestTemplates(databases.database());
    TestRegistry registry = fleet.registry;
    InstantSource clock = InstantSource.fixed(NOW);
    jobs = fleet.jobs;
    call =
        ContractCall.of(
            Service.IOT,
            new CreateJob(jobs, fleet.templated, registry.arns, clock),
            new UpdateJob(jobs, registry.arns, clock),
            new DescribeJob(jobs, registry.arns, clock));
  }

  private static String body(String members) {
    return """
        {"targets": ["arn:aws:iot:eu-central-1:123456789012:thing/a"], "document": "{}", %s}
        """
        .formatted(members);
  }

  private JsonNode created(String members) {
    call.send("PUT", "/jobs/job", body("\"targetSelection\": \"CONTINUOUS\", " + members));
    return described();
  }

  private JsonNode described() {
    return call.send("GET", "/jobs/job").json().path("job");
  }

  private void updated(String members) {
    call.send("PATCH", "/jobs/job", "{" + members + "}");
  }

  private static JsonNode given(String members) {
    return JSON.readTree("{" + members + "}");
  }

  private static void assertShows(JsonNode job, String members) {
    given(members)
        .properties()
        .forEach(member -> assertThat(job.path(member.getKey())).isEqualTo(member.getValue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {ROLLOUT, ABORT, RETRY, SCHEDULE})
  void aMemberIsShownAsItWasGiven(String member) {
    assertShows(created(member), member);
  }

  @ParameterizedTest
  @ValueSource(strings = {ROLLOUT, ABORT})
  void aMemberThatWasChangedIsShownAsItWasGiven(String member) {
    created("\"description\": \"d\"");
    updated(member);
    assertShows(described(), member);
  }

  @Test
  void retriesOfNoneRemoveTheMember() {
    created(RETRY);
    updated(RETRY.replace(": 3", ": 0"));
    assertThat(described().has("jobExecutionsRetryConfig")).isFalse();
  }

  @Test
  void whatIsNotSetIsAbsentOrEmpty() {
    JsonNode job = created("\"description\": \"d\"");
    assertShows(
        job,
        """
        "presignedUrlConfig": {}, "jobExecutionsRolloutConfig": {}, "timeoutConfig": {}
        """);
    assertThat(job.propertyNames())
        .doesNotContain(
            "abortConfig",
            "jobExecutionsRetryConfig",
            "schedulingConfig",
            "scheduledJobRollouts",
            "jobTemplateArn",
            "documentParameters");
  }

  @Test
  void theNextSevenStartsOfWindowsAreShownUntilTheJobEnds() {
    JsonNode job = created(SCHEDULE);
    assertThat(job.path("scheduledJobRollouts")).hasSize(7);
    assertThat(job.path("scheduledJobRollouts").get(0))
        .isEqualTo(given("\"startTime\": \"2026-06-01 22:30\""));
    jobs.cancel("job", new Job.Cancellation(false, null, null), NOW);
    assertThat(described().has("scheduledJobRollouts")).isFalse();
  }

  @Test
  void theTemplateAndItsParametersAreShown() {
    String origin =
        """
        "jobTemplateArn": "arn:aws:iot:eu-central-1::jobtemplate/AWS-Reboot:1.0",
        "documentParameters": {"runAsUser": "pi"}
        """;
    call.send("PUT", "/jobs/job", body(origin).replace("\"document\": \"{}\",", ""));
    assertShows(described(), origin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"abortConfig\": {\"criteriaList\": []} | criteriaList",
        "\"jobExecutionsRolloutConfig\": {\"maximumPerMinute\": 1001} | maximumPerMinute",
        "\"jobExecutionsRolloutConfig\": {\"exponentialRate\": {}} | baseRatePerMinute",
        "\"schedulingConfig\": {\"endBehavior\": \"CANCEL\"} | endBehavior",
        "\"schedulingConfig\": {\"startTime\": \"soon\"} | is not a time"
      })
  void whatCannotBeHadIsRefusedByName(String member, String name) {
    ContractCall.Answer answer = call.send("PUT", "/jobs/job", body(member));
    assertThat(answer.error()).isEqualTo("InvalidRequestException");
    assertThat(answer.message()).contains(name);
  }

  @Test
  void aPaceAbortsAndRetriesMayBeAskedFor() {
    String members = ROLLOUT + ", " + ABORT + ", " + RETRY;
    assertThat(call.send("PUT", "/jobs/job", body(members)).status()).isEqualTo(200);
    assertShows(described(), members);
    String changed = ROLLOUT.replace("100", "200") + ", " + ABORT.replace("10.99", "20.5");
    assertThat(call.send("PATCH", "/jobs/job", "{" + changed + "}").status()).isEqualTo(200);
    assertShows(described(), changed);
  }
}
