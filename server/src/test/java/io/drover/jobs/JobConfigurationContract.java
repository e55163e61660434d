package io.drover.jobs;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.PresignedUrls;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import io.drover.jobs.configuration.TestConfigurations;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is kept of what was asked of a job, whichever database keeps it.
interface JobConfigurationContract {
  Database database();

  private TestFleet fleet() {
    return new TestFleet(database()).things("a").at("10:00");
  }

  private TestFleet fleet(JobConfiguration configuration) {
    TestFleet fleet = fleet();
    fleet.jobs.create(
        TestFleet.job("job", TargetSelection.CONTINUOUS, "{}", configuration, fleet.thingArn("a")),
        fleet.now);
    return fleet;
  }

  private static JobConfiguration configuration(TestFleet fleet) {
    return fleet.jobs.describe("job").job().definition().configuration();
  }

  @Test
  default void aConfigurationIsKeptAsItWasAsked() {
    TestFleet fleet = fleet(TestConfigurations.whole());
    assertThat(configuration(fleet)).isEqualTo(TestConfigurations.whole());
    assertThat(fleet.jobs.describe("job").job().summary().targetSelection())
        .isEqualTo(TargetSelection.CONTINUOUS);
  }

  @Test
  default void theBackgroundFindsAConfigurationByTheKeyOfItsJob() {
    TestFleet fleet = fleet(TestConfigurations.whole());
    Optional<JobConfiguration> found =
        database()
            .read(
                reading ->
                    JobStore.find(reading, "job")
                        .flatMap(entry -> JobDefinitionStore.configuration(reading, entry.key())));
    assertThat(found).contains(configuration(fleet));
  }

  @Test
  default void whatIsNotSetIsNotSetWhenRead() {
    assertThat(configuration(fleet(JobConfiguration.NONE))).isEqualTo(JobConfiguration.NONE);
  }

  @Test
  default void theOriginOfADocumentIsKept() {
    TestFleet fleet = fleet();
    JobOrigin origin =
        new JobOrigin(
            null, "arn:aws:iot:eu-central-1::jobtemplate/AWS-Reboot:1.0", Map.of("k", "\"v\""));
    fleet.jobs.create(
        new NewJob(
            "job",
            TargetSelection.SNAPSHOT,
            "{}",
            new JobDefinition(List.of(fleet.thingArn("a")), origin, JobConfiguration.NONE),
            null,
            null,
            List.of()),
        fleet.now);
    assertThat(fleet.jobs.describe("job").job().definition().origin()).isEqualTo(origin);
  }

  @Test
  default void anUpdateChangesWhatItNamesAndNothingElse() {
    JobConfiguration before = TestConfigurations.whole();
    TestFleet fleet = fleet(before);
    JobConfiguration changed =
        before
            .with(PresignedUrls.NONE)
            .with(new InProgressTimeout(5L))
            .with(new RolloutConfig(7, null));
    fleet.jobs.update("job", Optional.empty(), TestFleet.configure(changed), fleet.now);
    assertThat(configuration(fleet)).isEqualTo(changed);
    fleet.jobs.update("job", Optional.empty(), TestFleet.describe("new"), fleet.now);
    assertThat(configuration(fleet)).isEqualTo(changed);
  }

  @Test
  default void retriesCanOnlyBeRemoved() {
    JobConfiguration before = TestConfigurations.whole();
    TestFleet fleet = fleet(before);
    refusal(InvalidRequest.class, () -> update(fleet, before.with(retries(4))));
    assertThat(configuration(fleet)).isEqualTo(before);
    update(fleet, before.with(retries(0)));
    assertThat(configuration(fleet)).isEqualTo(before.with(RetryConfig.NONE));
    refusal(InvalidRequest.class, () -> update(fleet, before.with(retries(1))));
  }

  private static RetryConfig retries(int number) {
    return new RetryConfig(
        List.of(new RetryConfig.Criterion(RetryConfig.FailureType.FAILED, number)));
  }

  private static void update(TestFleet fleet, JobConfiguration asked) {
    fleet.jobs.update("job", Optional.empty(), TestFleet.configure(asked), fleet.now);
  }

  @Test
  default void aScheduleIsHeldAgainstTheTimeOfItsCreation() {
    Schedule soon = new Schedule(new ScheduledTime("2026-03-02 10:29"), null, null, List.of());
    refusal(InvalidRequest.class, () -> fleet(JobConfiguration.NONE.with(soon)));
  }

  @Test
  default void windowsAreForContinuousJobsOnly() {
    Schedule schedule = TestConfigurations.whole().schedule();
    refusal(
        InvalidRequest.class,
        () ->
            TestFleet.job(
                "job",
                TargetSelection.SNAPSHOT,
                "{}",
                JobConfiguration.NONE.with(schedule),
                "arn"));
  }
}
