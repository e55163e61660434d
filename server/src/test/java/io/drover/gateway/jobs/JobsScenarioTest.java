package io.drover.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a device hears while it works, message by message. Times: 10:00:00 is 1767261600; each job
/// is created a second after what was before.
class JobsScenarioTest {
  private static final String STARTED = "{\"status\":\"IN_PROGRESS\"}";

  @TempDir Path folder;
  private Fleet fleet;

  @BeforeEach
  void registers() {
    fleet = new Fleet(folder);
    fleet.registers("T");
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  /// The worked sequence of the notifications.
  @Test
  void notificationsFollowTheWorkedSequence() {
    fleet.subscribes("T");

    fleet.creates("job1", "T");
    assertThat(fleet.hears())
        .containsExactly(
            "notify {\"timestamp\":1767261601,\"jobs\":{\"QUEUED\":[" + queued("job1", 1) + "]}}",
            "notify-next {\"timestamp\":1767261601,\"execution\":{\"jobId\":\"job1\","
                + "\"status\":\"QUEUED\",\"queuedAt\":1767261601,\"lastUpdatedAt\":1767261601,"
                + "\"versionNumber\":1,\"executionNumber\":1,\"jobDocument\":{\"job\":\"job1\"}}}");

    fleet.creates("job2", "T");
    assertThat(fleet.hears())
        .containsExactly(
            "notify {\"timestamp\":1767261602,\"jobs\":{\"QUEUED\":["
                + queued("job1", 1)
                + ","
                + queued("job2", 2)
                + "]}}");

    assertThat(topics(fleet.publishes("T", "start-next", "")))
        .containsExactly("start-next/accepted");

    fleet.creates("job3", "T");
    assertThat(fleet.hears())
        .containsExactly(
            "notify {\"timestamp\":1767261603,\"jobs\":{\"IN_PROGRESS\":["
                + running("job1", 1, 2, 2)
                + "],\"QUEUED\":["
                + queued("job2", 2)
                + ","
                + queued("job3", 3)
                + "]}}");

    assertThat(fleet.publishes("T", "job1/update", "{\"status\":\"SUCCEEDED\"}"))
        .containsExactly(
            "job1/update/accepted {\"timestamp\":1767261603}",
            "notify {\"timestamp\":1767261603,\"jobs\":{\"QUEUED\":["
                + queued("job2", 2)
                + ","
                + queued("job3", 3)
                + "]}}",
            "notify-next {\"timestamp\":1767261603,\"execution\":{\"jobId\":\"job2\","
                + "\"status\":\"QUEUED\",\"queuedAt\":1767261602,\"lastUpdatedAt\":1767261602,"
                + "\"versionNumber\":1,\"executionNumber\":1,\"jobDocument\":{\"job\":\"job2\"}}}");

    assertThat(fleet.publishes("T", "job3/update", STARTED))
        .containsExactly(
            "job3/update/accepted {\"timestamp\":1767261603}",
            "notify-next {\"timestamp\":1767261603,\"execution\":{\"jobId\":\"job3\","
                + "\"status\":\"IN_PROGRESS\",\"queuedAt\":1767261603,\"startedAt\":1767261603,"
                + "\"lastUpdatedAt\":1767261603,\"versionNumber\":2,\"executionNumber\":1,"
                + "\"jobDocument\":{\"job\":\"job3\"}}}");

    assertThat(fleet.publishes("T", "job2/update", "{\"status\":\"REJECTED\"}"))
        .containsExactly(
            "job2/update/accepted {\"timestamp\":1767261603}",
            "notify {\"timestamp\":1767261603,\"jobs\":{\"IN_PROGRESS\":["
                + running("job3", 3, 3, 2)
                + "]}}");

    fleet.jobs.delete("job3", true, Optional.empty(), fleet.now());
    fleet.worksInTheBackground();
    assertThat(fleet.hears())
        .containsExactly(
            "notify {\"timestamp\":1767261603,\"jobs\":{}}",
            "notify-next {\"timestamp\":1767261603}");
  }

  @Test
  void ofTwoInProgressTheEarlierQueuedIsTheHead() {
    fleet.creates("job1", "T");
    fleet.creates("job2", "T");
    fleet.creates("job3", "T");
    fleet.publishes("T", "job3/update", STARTED);
    fleet.subscribes("T");

    assertThat(topics(fleet.publishes("T", "job2/update", STARTED)))
        .containsExactly("job2/update/accepted", "notify-next");
    assertThat(topics(fleet.publishes("T", "job3/update", "{\"status\":\"SUCCEEDED\"}")))
        .containsExactly("job3/update/accepted", "notify");
    fleet.publishes("T", "job1/update", STARTED);
    assertThat(fleet.publishes("T", "job1/update", "{\"status\":\"SUCCEEDED\"}"))
        .last()
        .asString()
        .startsWith("notify-next ")
        .contains("\"jobId\":\"job2\",\"status\":\"IN_PROGRESS\"");
  }

  @Test
  void progressIsNotNews() {
    fleet.creates("job1", "T");
    fleet.subscribes("T");
    fleet.publishes("T", "start-next", "");

    for (int version = 2; version < 5; version++) {
      String progress =
          "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":\""
              + version
              + "\",\"includeJobExecutionState\":true,\"statusDetails\":{\"p\":\""
              + version
              + "\"}}";
      assertThat(fleet.publishes("T", "job1/update", progress))
          .containsExactly(
              "job1/update/accepted {\"timestamp\":1767261601,\"executionState\":{"
                  + "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"p\":\""
                  + version
                  + "\"},\"versionNumber\":"
                  + (version + 1)
                  + "}}");
    }
  }

  @Test
  void aRefusedReportIsNotNews() {
    fleet.creates("job1", "T");
    fleet.subscribes("T");

    assertThat(topics(fleet.publishes("T", "job1/update", "{\"status\":\"CANCELED\"}")))
        .containsExactly("job1/update/rejected");
  }

  @Test
  void onlyWhatIsListenedToIsSaid() {
    fleet.subscribes("T", "notify-next");

    fleet.creates("job1", "T");
    assertThat(topics(fleet.hears())).containsExactly("notify-next");
    fleet.creates("job2", "T");
    assertThat(fleet.hears()).isEmpty();
  }

  @Test
  void aRolloutTellsOnlyThoseWhoListen() {
    String[] things = new String[50];
    for (int i = 0; i < things.length; i++) {
      things[i] = "thing-" + i;
      fleet.registers(things[i]);
    }
    fleet.subscribes("thing-7");

    fleet.creates("job1", things);

    assertThat(topics(fleet.hears())).containsExactly("notify", "notify-next");
  }

  /// Method 1: the device chooses from the list.
  @Test
  void aDeviceChoosesFromTheList() {
    fleet.subscribes("T", "notify");
    fleet.creates("0001", "[{\"operation\": \"install\"}]", 10L, "T");
    fleet.creates("0002", "T");

    assertThat(fleet.publishes("T", "get", "{\"clientToken\":\"t1\"}"))
        .containsExactly(
            "get/accepted {\"clientToken\":\"t1\",\"timestamp\":1767261602,\"inProgressJobs\":[],"
                + "\"queuedJobs\":["
                + queued("0001", 1)
                + ","
                + queued("0002", 2)
                + "]}");
    assertThat(
            fleet.publishes(
                "T", "0001/get", "{\"includeJobDocument\":true,\"clientToken\":\"t2\"}"))
        .containsExactly(
            "0001/get/accepted {\"clientToken\":\"t2\",\"timestamp\":1767261602,\"execution\":{"
                + "\"jobId\":\"0001\",\"status\":\"QUEUED\",\"queuedAt\":1767261601,"
                + "\"lastUpdatedAt\":1767261601,\"versionNumber\":1,\"executionNumber\":1,"
                + "\"jobDocument\":[{\"operation\": \"install\"}]}}");
    fleet.passes(Duration.ofSeconds(8));
    assertThat(
            fleet.publishes(
                "T",
                "0001/update",
                "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"progress\":\"50%\"},"
                    + "\"expectedVersion\":\"1\",\"clientToken\":\"t3\"}"))
        .containsExactly("0001/update/accepted {\"clientToken\":\"t3\",\"timestamp\":1767261610}");
    assertThat(fleet.publishes("T", "0001/get", "{\"includeJobDocument\":false}"))
        .containsExactly(
            "0001/get/accepted {\"timestamp\":1767261610,\"execution\":{\"jobId\":\"0001\","
                + "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"progress\":\"50%\"},"
                + "\"queuedAt\":1767261601,\"startedAt\":1767261610,\"lastUpdatedAt\":1767261610,"
                + "\"versionNumber\":2,\"executionNumber\":1,"
                + "\"approximateSecondsBeforeTimedOut\":600}}");
    assertThat(
            fleet.publishes("T", "0001/update", "{\"status\":\"SUCCEEDED\",\"expectedVersion\":2}"))
        .containsExactly(
            "0001/update/accepted {\"timestamp\":1767261610}",
            "notify {\"timestamp\":1767261610,\"jobs\":{\"QUEUED\":[" + queued("0002", 2) + "]}}");
  }

  /// Method 2: the device takes what is next.
  @Test
  void aDeviceTakesWhatIsNext() {
    fleet.subscribes("T", "notify-next");
    fleet.creates("0001", "T");
    fleet.creates("0002", "T");
    fleet.hears();

    String started =
        "start-next/accepted {\"clientToken\":\"s1\",\"timestamp\":1767261602,\"execution\":{"
            + "\"jobId\":\"0001\",\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"step\":\"start\"},"
            + "\"queuedAt\":1767261601,\"startedAt\":1767261602,\"lastUpdatedAt\":1767261602,"
            + "\"versionNumber\":2,\"executionNumber\":1,"
            + "\"approximateSecondsBeforeTimedOut\":600,\"jobDocument\":{\"job\":\"0001\"}}}";
    assertThat(
            fleet.publishes(
                "T",
                "start-next",
                "{\"statusDetails\":{\"step\":\"start\"},\"stepTimeoutInMinutes\":10,"
                    + "\"clientToken\":\"s1\"}"))
        .containsExactly(started);
    // After a reboot it goes on with the same, and what it says of a start changes nothing.
    assertThat(
            fleet.publishes(
                "T", "start-next", "{\"statusDetails\":{\"step\":\"2\"},\"clientToken\":\"s1\"}"))
        .containsExactly(started);

    assertThat(fleet.publishes("T", "0001/update", "{\"status\":\"SUCCEEDED\"}"))
        .containsExactly(
            "0001/update/accepted {\"timestamp\":1767261602}",
            "notify-next {\"timestamp\":1767261602,\"execution\":{\"jobId\":\"0002\","
                + "\"status\":\"QUEUED\",\"queuedAt\":1767261602,\"lastUpdatedAt\":1767261602,"
                + "\"versionNumber\":1,\"executionNumber\":1,\"jobDocument\":{\"job\":\"0002\"}}}");
    fleet.publishes("T", "start-next", "");
    assertThat(fleet.publishes("T", "0002/update", "{\"status\":\"FAILED\"}"))
        .containsExactly(
            "0002/update/accepted {\"timestamp\":1767261602}",
            "notify-next {\"timestamp\":1767261602}");
    assertThat(fleet.publishes("T", "start-next", "{\"clientToken\":\"s2\"}"))
        .containsExactly("start-next/accepted {\"clientToken\":\"s2\",\"timestamp\":1767261602}");
  }

  /// One list tells of both: the try that failed is gone, another one is there.
  @Test
  void aRetryIsToldAsOneNewList() {
    fleet.subscribes("T");
    fleet.createsWithRetry("job1", "T");
    fleet.hears();
    fleet.passes(Duration.ofSeconds(4));

    assertThat(fleet.publishes("T", "job1/update", "{\"status\":\"FAILED\"}"))
        .containsExactly(
            "job1/update/accepted {\"timestamp\":1767261605}",
            "notify {\"timestamp\":1767261605,\"jobs\":{\"QUEUED\":[{\"jobId\":\"job1\","
                + "\"queuedAt\":1767261605,\"lastUpdatedAt\":1767261605,\"executionNumber\":2,"
                + "\"versionNumber\":1}]}}",
            "notify-next {\"timestamp\":1767261605,\"execution\":{\"jobId\":\"job1\","
                + "\"status\":\"QUEUED\",\"queuedAt\":1767261605,\"lastUpdatedAt\":1767261605,"
                + "\"versionNumber\":1,\"executionNumber\":2,\"jobDocument\":{\"job\":\"job1\"}}}");
    assertThat(fleet.publishes("T", "job1/update", "{\"status\":\"FAILED\"}"))
        .containsExactly(
            "job1/update/accepted {\"timestamp\":1767261605}",
            "notify {\"timestamp\":1767261605,\"jobs\":{}}",
            "notify-next {\"timestamp\":1767261605}");
  }

  private static String queued(String jobId, int second) {
    return "{\"jobId\":\"%s\",\"queuedAt\":%d,\"lastUpdatedAt\":%d,\"executionNumber\":1,\"versionNumber\":1}"
        .formatted(jobId, 1767261600 + second, 1767261600 + second);
  }

  private static String running(String jobId, int queued, int started, int version) {
    return "{\"jobId\":\"%s\",\"queuedAt\":%d,\"lastUpdatedAt\":%d,\"startedAt\":%d,\"executionNumber\":1,\"versionNumber\":%d}"
        .formatted(jobId, 1767261600 + queued, 1767261600 + started, 1767261600 + started, version);
  }

  private static List<String> topics(List<String> heard) {
    return heard.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
  }
}
