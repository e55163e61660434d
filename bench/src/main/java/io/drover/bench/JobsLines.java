package io.drover.bench;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Map;

/// The lines of a report about the server on one store.
final class JobsLines {
  private final Lines lines = new Lines();

  List<Line> of(JobsRun.Figures figures) {
    lines.title(figures.database());
    process(figures);
    rollout(figures);
    firstPages(figures.firstPages());
    reads(figures.reads());
    figures.updates().forEach(this::updates);
    figures
        .rawUpdatesPerCpuSecond()
        .ifPresent(
            raw ->
                lines.add(
                    "raw SQLite, the row writes of an update",
                    format(ROOT, "%,.0f per CPU-second", raw)));
    return lines.all();
  }

  private void process(JobsRun.Figures figures) {
    lines.add("start until ready", format(ROOT, "%.2f s", figures.startSeconds()));
    lines.add(
        "resident when idle; at most",
        format(ROOT, "%.0f MiB; %.0f MiB", figures.idleResidentMiB(), figures.peakResidentMiB()));
    lines.add(
        "registrations (create + add to group)",
        format(ROOT, "%,.0f /s", figures.registered().perSecond()));
    faults(figures.registrationFaults());
  }

  private void rollout(JobsRun.Figures figures) {
    lines.add("create-job until all QUEUED", format(ROOT, "%.2f s", figures.rollout().seconds()));
    lines.add("  executions queued", format(ROOT, "%,.0f /s", figures.rollout().perSecond()));
    lines.add("  " + figures.rawName(), format(ROOT, "%,.0f /s", figures.rawInsertsPerSecond()));
    lines.add(
        Line.of("  ratio", format(ROOT, "%.2f", figures.queuedToRaw()))
            .atLeast(figures.queuedToRaw(), figures.leastOfRaw()));
    lines.add("  create-job until notify-next", figures.rollout().notifyMillis().shown());
  }

  private void firstPages(List<FirstPages.Compared> pages) {
    lines.title(
        "first pages, medians at 1,000 executions and at those of all things, and their ratio");
    for (FirstPages.Compared page : pages) {
      lines.add(
          Line.of(
                  page.call(),
                  format(
                      ROOT,
                      "%.2f ms  %.2f ms  %.2f",
                      page.few().p50(),
                      page.many().p50(),
                      page.ratio()))
              .atMost(page.ratio(), FirstPages.Compared.MOST));
    }
  }

  private void reads(List<RolloutReads.Figures> reads) {
    lines.title("while a job is rolled out to all things");
    for (RolloutReads.Figures read : reads) {
      lines.add(
          Line.of(
                  read.call() + ", median and p99 in ms",
                  format(
                      ROOT,
                      "%.2f  %.2f (%,d)",
                      read.millis().p50(),
                      read.millis().p99(),
                      read.millis().count()))
              .atMost(read.millis().p50(), RolloutReads.MOST_MEDIAN_MILLIS));
    }
  }

  private void updates(DeviceUpdates.Figures figures) {
    lines.title("complete device updates over " + figures.transport());
    rate("at full speed", figures.fullSpeed());
    lines.add("  server CPU for one", format(ROOT, "%.0f µs", figures.serverCpuMicros()));
    lines.add(
        Line.of("  the devices' own thread is busy", format(ROOT, "%.2f", figures.clientBusy()))
            .atMost(figures.clientBusy(), DeviceUpdates.Figures.MOST_CLIENT_BUSY));
    answers(figures.fullSpeedMillis());
    rate("at half speed, from the scheduled time", figures.half());
    answers(figures.halfMillis());
    rate("during rollouts to all things", figures.rolling());
    lines.add(
        Line.of("  of the rate without", format(ROOT, "%.2f", figures.whileRolling()))
            .atLeast(figures.whileRolling(), DeviceUpdates.Figures.LEAST_WHILE_ROLLING));
    faults(figures.faults());
    profile(figures.profile());
  }

  private void faults(long faults) {
    lines.add(
        Line.of("  that failed and were tried again", format(ROOT, "%,d", faults))
            .atMost((double) faults, 0));
  }

  private void rate(String name, Rate rate) {
    lines.add(
        name,
        format(
            ROOT,
            "%,.0f /s, %,.0f per server-CPU-second (%,d)",
            rate.perSecond(),
            rate.perServerCpuSecond(),
            rate.count()));
  }

  private void answers(Map<Step, Percentiles> answers) {
    answers.forEach((step, millis) -> lines.add("  " + step.shown(), millis.shown()));
  }

  private void profile(Profile.Figures profile) {
    lines.title(
        format(
            ROOT,
            "where the server's processor time goes meanwhile (%.1f s, %,d samples)",
            profile.cpuSeconds(),
            profile.samples()));
    profile.components().forEach(this::share);
    lines.add("  methods on top", "");
    profile.frames().forEach(this::share);
  }

  private void share(Profile.Share share) {
    lines.add(format(ROOT, "%5.1f %%  %s", 100 * share.share(), share.what()), "");
  }
}
