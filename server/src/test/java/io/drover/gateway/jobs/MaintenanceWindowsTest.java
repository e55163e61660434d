package io.drover.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.MaintenanceWindow;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a device hears when maintenance windows open and close, and what it is shown meanwhile. It
/// is 10:00:00, which is 1767261600; the window is from 11:00, 1767265200, to 12:00.
class MaintenanceWindowsTest {
  private static final Schedule WINDOWED =
      new Schedule(
          null,
          null,
          null,
          List.of(new MaintenanceWindow(new CronExpression("cron(0 11 * * ? *)"), 60)));
  private static final String QUEUED =
      "{\"jobId\":\"job\",\"queuedAt\":1767265200,\"lastUpdatedAt\":1767265200,"
          + "\"executionNumber\":1,\"versionNumber\":1}";

  @TempDir Path folder;
  private Fleet fleet;

  @BeforeEach
  void listens() {
    fleet = new Fleet(folder);
    fleet.registers("T");
    fleet.subscribes("T");
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private List<String> after(Duration time) {
    fleet.passes(time);
    fleet.worksInTheBackground();
    return fleet.hears();
  }

  private static String next(long timestamp) {
    return "notify-next {\"timestamp\":"
        + timestamp
        + ",\"execution\":{\"jobId\":\"job\",\"status\":\"QUEUED\","
        + "\"queuedAt\":1767265200,\"lastUpdatedAt\":1767265200,\"versionNumber\":1,"
        + "\"executionNumber\":1,\"jobDocument\":{\"job\":\"job\"}}}";
  }

  private static String list(long timestamp, String jobs) {
    return "notify {\"timestamp\":" + timestamp + ",\"jobs\":{" + jobs + "}}";
  }

  @Test
  void aJobTellsNothingBeforeItsStart() {
    fleet.schedules(
        "later", new Schedule(new ScheduledTime("2026-01-01 11:00"), null, null, List.of()), "T");
    assertThat(after(Duration.ofMinutes(59))).isEmpty();
    assertThat(fleet.asks("T", "get", ""))
        .isEqualTo(
            "get/accepted {\"timestamp\":1767265140,\"inProgressJobs\":[],\"queuedJobs\":[]}");
    assertThat(after(Duration.ofMinutes(1)))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("notify", "notify-next");
  }

  @Test
  void theDeviceHearsOfEachEdgeThatChangesItsList() {
    fleet.schedules("job", WINDOWED, "T");
    assertThat(after(Duration.ofHours(1)))
        .containsExactly(list(1767265200, "\"QUEUED\":[" + QUEUED + "]"), next(1767265200));
    assertThat(after(Duration.ofHours(1)))
        .containsExactly(list(1767268800, ""), "notify-next {\"timestamp\":1767268800}");
    assertThat(fleet.asks("T", "$next/get", ""))
        .isEqualTo("$next/get/accepted {\"timestamp\":1767268800}");
    assertThat(fleet.asks("T", "start-next", ""))
        .isEqualTo("start-next/accepted {\"timestamp\":1767268800}");
    assertThat(after(Duration.ofHours(23)))
        .containsExactly(list(1767351600, "\"QUEUED\":[" + QUEUED + "]"), next(1767351600));
  }

  @Test
  void whatRunsGoesOnAndHearsOfNoEdge() {
    fleet.schedules("job", WINDOWED, "T");
    after(Duration.ofHours(1));
    fleet.publishes("T", "start-next", "");
    assertThat(after(Duration.ofHours(1))).isEmpty();
    assertThat(fleet.publishes("T", "job/update", "{\"status\":\"SUCCEEDED\"}"))
        .containsExactly(
            "job/update/accepted {\"timestamp\":1767268800}",
            list(1767268800, ""),
            "notify-next {\"timestamp\":1767268800}");
    assertThat(after(Duration.ofHours(23))).isEmpty();
  }

  @Test
  void theHeadStaysWhenSomethingBehindItIsHidden() {
    fleet.creates("before", "T");
    fleet.schedules("job", WINDOWED, "T");
    fleet.passes(Duration.ofSeconds(-1));
    after(Duration.ofHours(1));
    assertThat(after(Duration.ofHours(1)))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("notify");
  }
}
