package io.drover.api.jobs;

import io.drover.jobs.configuration.EndBehavior;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record SchedulingConfig(
    @Nullable String startTime,
    @Nullable String endTime,
    @Nullable EndBehavior endBehavior,
    @Nullable List<WireMaintenanceWindow> maintenanceWindows) {

  static Schedule decode(@Nullable SchedulingConfig config) {
    return config == null ? Schedule.NONE : config.decode();
  }

  private Schedule decode() {
    return new Schedule(
        time(startTime),
        time(endTime),
        endBehavior,
        WireMaintenanceWindow.decode(maintenanceWindows));
  }

  private static @Nullable ScheduledTime time(@Nullable String text) {
    return text == null ? null : new ScheduledTime(text);
  }

  /// Null if nothing is scheduled.
  static @Nullable SchedulingConfig of(Schedule schedule) {
    return schedule.equals(Schedule.NONE)
        ? null
        : new SchedulingConfig(
            text(schedule.startTime()),
            text(schedule.endTime()),
            schedule.endBehavior(),
            WireMaintenanceWindow.of(schedule.maintenanceWindows()));
  }

  private static @Nullable String text(@Nullable ScheduledTime time) {
    return time == null ? null : time.text();
  }
}
