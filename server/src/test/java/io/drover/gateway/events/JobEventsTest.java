package io.drover.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.events.EventConfigurations;
import io.drover.events.EventType;
import io.drover.gateway.jobs.Fleet;
import io.drover.jobs.ExecutionName;
import io.drover.jobs.JobExecutionStatus;
import io.drover.messaging.Publisher;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What is told of jobs and executions on `$aws/events/`.
class JobEventsTest {
  private static final String PREFIX = "$aws/events/";

  @TempDir Path folder;

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private Fleet fleet;
  private EventConfigurations configurations;

  private record Heard(String topic, ObjectNode payload) {}

  private final class Listener implements Publisher {
    @Override
    public void publish(String topic, byte[] payload, int qos) {
      assertThat(qos).isEqualTo(1);
      heard.add(
          new Heard(
              topic.substring(PREFIX.length()),
              (ObjectNode) JsonMapper.shared().readTree(payload)));
    }

    @Override
    public boolean hasSubscriber(String topic) {
      return topic.startsWith(PREFIX);
    }
  }

  @BeforeEach
  void open() {
    fleet = new Fleet(folder);
    configurations = new EventConfigurations(fleet.database());
    Changes changes = fleet.changes();
    EventPublisher publisher =
        new EventPublisher(configurations, new Listener(), () -> fleet.now());
    new JobEvents(publisher, new Arns("eu-central-1", "123456789012")).follow(changes);
    fleet.registers("a");
    fleet.registers("b");
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private void enable() {
    configurations.update(Map.of(EventType.JOB, true, EventType.JOB_EXECUTION, true), fleet.now());
  }

  private List<String> topics() {
    fleet.worksInTheBackground();
    return heard.stream().map(Heard::topic).toList();
  }

  private ObjectNode payload(String topic) {
    Heard found = heard.stream().filter(one -> one.topic().equals(topic)).findFirst().orElseThrow();
    assertThat(found.payload().remove("eventId").asString()).hasSize(36);
    return found.payload();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void nothingIsToldUntilItIsEnabled() {
    fleet.creates("job", "a");
    fleet.reports("a", "job", JobExecutionStatus.SUCCEEDED);
    assertThat(topics()).isEmpty();
  }

  @Test
  void theEndOfEachExecutionAndOfTheJobAreTold() {
    enable();
    fleet.creates("job", "a", "b");
    long created = fleet.now().toEpochMilli();
    fleet.passes(java.time.Duration.ofSeconds(5));
    fleet.asks("a", "start-next", "{}");
    fleet.asks("a", "job/update", "{\"status\":\"FAILED\",\"statusDetails\":{\"why\":\"disk\"}}");
    fleet.reports("b", "job", JobExecutionStatus.SUCCEEDED);
    long ended = fleet.now().toEpochMilli();

    assertThat(topics())
        .containsExactly(
            "jobExecution/job/failed", "jobExecution/job/succeeded", "job/job/completed");
    assertThat(payload("jobExecution/job/failed"))
        .isEqualTo(
            json(
                """
                {"eventType":"JOB_EXECUTION","timestamp":%d,"operation":"failed","jobId":"job",
                 "thingArn":"arn:aws:iot:eu-central-1:123456789012:thing/a","status":"FAILED",
                 "statusDetails":{"why":"disk"}}"""
                    .formatted(ended / 1000)));
    assertThat(payload("job/job/completed"))
        .isEqualTo(
            json(
                """
                {"eventType":"JOB","timestamp":%d,"operation":"completed","jobId":"job",
                 "status":"COMPLETED","targetSelection":"SNAPSHOT",
                 "targets":["arn:aws:iot:eu-central-1:123456789012:thing/a",
                            "arn:aws:iot:eu-central-1:123456789012:thing/b"],
                 "createdAt":%d,"lastUpdatedAt":%d,"completedAt":%d,
                 "jobProcessDetails":{"numberOfCanceledThings":0,"numberOfRejectedThings":0,
                   "numberOfFailedThings":1,"numberOfRemovedThings":0,
                   "numberOfSucceededThings":1,"numberOfTimedOutThings":0}}"""
                    .formatted(ended / 1000, created, ended, ended)));
  }

  @Test
  void aCancellationIsToldWhenItBeginsAndWhenTheExecutionsHaveFollowed() {
    enable();
    fleet.creates("job", "a", "b");
    fleet.cancels("job", false, "too slow");
    assertThat(topics())
        .containsExactly(
            "job/job/cancellation_in_progress",
            "jobExecution/job/canceled",
            "jobExecution/job/canceled",
            "job/job/canceled");
    ObjectNode begun = payload("job/job/cancellation_in_progress");
    assertThat(begun.path("status").asString()).isEqualTo("CANCELLATION_IN_PROGRESS");
    assertThat(begun.path("comment").asString()).isEqualTo("too slow");
    assertThat(payload("job/job/canceled").path("status").asString()).isEqualTo("CANCELED");
  }

  @Test
  void aDeletionIsToldWhenItBeginsAndWhenTheJobIsGone() {
    enable();
    fleet.creates("job", "a", "b");
    fleet.deletes("job");
    assertThat(topics())
        .containsExactly(
            "job/job/deletion_in_progress",
            "jobExecution/job/deleted",
            "jobExecution/job/deleted",
            "job/job/deleted");
    assertThat(payload("job/job/deleted").path("status").asString()).isEqualTo("DELETED");
    assertThat(payload("jobExecution/job/deleted").path("thingArn").asString())
        .isEqualTo("arn:aws:iot:eu-central-1:123456789012:thing/a");
  }

  @Test
  void oneDeletedExecutionIsTold() {
    enable();
    fleet.creates("job", "a", "b");
    fleet.managed().delete(new ExecutionName("a", "job", 1), false, Optional.empty());
    assertThat(topics()).containsExactly("jobExecution/job/deleted");
  }

  @Test
  void timersAndRejectionsAreTold() {
    enable();
    fleet.creates("job", "{}", 1L, "a", "b");
    fleet.asks("a", "start-next", "{}");
    fleet.reports("b", "job", JobExecutionStatus.REJECTED);
    fleet.passes(java.time.Duration.ofMinutes(1));
    assertThat(topics())
        .containsExactly(
            "jobExecution/job/rejected", "jobExecution/job/timed_out", "job/job/completed");
    assertThat(payload("jobExecution/job/timed_out").has("statusDetails")).isFalse();
  }

  @Test
  void aKindThatIsDisabledIsNotTold() {
    configurations.update(Map.of(EventType.JOB, true), fleet.now());
    fleet.creates("job", "a");
    fleet.reports("a", "job", JobExecutionStatus.SUCCEEDED);
    assertThat(topics()).containsExactly("job/job/completed");
  }
}
