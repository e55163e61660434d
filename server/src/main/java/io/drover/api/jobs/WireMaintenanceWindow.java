package io.drover.api.jobs;

import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.MaintenanceWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record WireMaintenanceWindow(String startTime, int durationInMinutes) {

  static List<MaintenanceWindow> decode(@Nullable List<WireMaintenanceWindow> windows) {
    return windows == null
        ? List.of()
        : windows.stream().map(WireMaintenanceWindow::decode).toList();
  }

  private MaintenanceWindow decode() {
    return new MaintenanceWindow(new CronExpression(startTime), durationInMinutes);
  }

  /// Null if there are none.
  static @Nullable List<WireMaintenanceWindow> of(List<MaintenanceWindow> windows) {
    return windows.isEmpty() ? null : windows.stream().map(WireMaintenanceWindow::of).toList();
  }

  private static WireMaintenanceWindow of(MaintenanceWindow window) {
    return new WireMaintenanceWindow(window.startTime().text(), window.durationInMinutes());
  }
}
