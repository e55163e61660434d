package io.drover.bench;

import java.io.PrintStream;
import java.util.Locale;

/// What one run of the jobs benchmark measured.
///
/// @param registrationsPerSecond things created and put into a group, each with two requests
/// @param queuedSeconds from the request that creates the job until every execution is QUEUED
/// @param notifyMillis from the same moment until each connected device had its notify
/// @param updates complete ones: start-next, one progress, SUCCEEDED
/// @param answerMillis from each of a device's requests until its answer
record JobsReport(
    int things,
    int connected,
    String transport,
    double startSeconds,
    double idleResidentMiB,
    double registrationsPerSecond,
    double queuedSeconds,
    double queuedPerSecond,
    double rawInsertsPerSecond,
    double queuedToRaw,
    Percentiles notifyMillis,
    long updates,
    double updatesPerSecond,
    double updatesPerServerCpuSecond,
    double rawUpdatesPerCpuSecond,
    Percentiles answerMillis,
    double peakResidentMiB) {

  void print(PrintStream out) {
    out.println();
    row(out, "things in the group", "%,d", things);
    row(out, "connected devices", "%,d over " + transport, connected);
    row(out, "start until ready", "%.2f s", startSeconds);
    row(out, "resident at idle", "%.0f MiB", idleResidentMiB);
    row(out, "registrations (create + add to group)", "%,.0f /s", registrationsPerSecond);
    row(out, "create-job until all QUEUED", "%.2f s", queuedSeconds);
    row(out, "  executions queued", "%,.0f /s", queuedPerSecond);
    row(out, "  raw SQLite inserts of the same rows", "%,.0f /s", rawInsertsPerSecond);
    row(out, "  ratio", "%.2f", queuedToRaw);
    row(out, "create-job until notify", "%s", percentiles(notifyMillis));
    row(out, "complete device updates", "%,d", updates);
    row(out, "  per second", "%,.0f", updatesPerSecond);
    row(out, "  per server-CPU-second", "%,.0f", updatesPerServerCpuSecond);
    row(out, "  raw SQLite, same row writes, per CPU-second", "%,.0f", rawUpdatesPerCpuSecond);
    row(out, "request until answer", "%s", percentiles(answerMillis));
    row(out, "resident at most", "%.0f MiB", peakResidentMiB);
  }

  private static void row(PrintStream out, String name, String format, Object value) {
    out.printf(Locale.ROOT, "%-46s " + format + "%n", name, value);
  }

  private static String percentiles(Percentiles p) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms (%,d)",
        p.p50(),
        p.p90(),
        p.p99(),
        p.max(),
        p.count());
  }
}
