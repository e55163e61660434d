package io.drover.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one run of the registry benchmark measured.
///
/// @param shadowsUnindexed complete updates before things are indexed
/// @param building from the configuration until the index is ACTIVE; none when it was on from the
///   beginning
/// @param shadowsIndexed complete updates while the index follows them
/// @param largeBytes the size of the answer that tells what size costs
/// @param rawShadowsPerCpuSecond the row changes of an update in raw SQLite
record RegistryReport(
    int things,
    int connections,
    String transport,
    Rate registrations,
    Rate joins,
    Rate shadows,
    FullSpeed.Figures shadowsUnindexed,
    double rawShadowsPerCpuSecond,
    Optional<Rate> building,
    Rate walk,
    List<Searches.Figures> searches,
    int largeBytes,
    List<Aggregations.Figures> aggregations,
    SteadyUpdates.@Nullable Figures steady,
    FullSpeed.Figures shadowsIndexed,
    double indexMiB,
    double databaseMiB,
    double plainIndexMiB,
    double peakResidentMiB,
    double anonymousMiB) {

  void print(PrintStream out) {
    out.println();
    row(out, "things", "%,d", things);
    row(out, "devices' connections", "%,d over " + transport, connections);
    rate(out, "things registered", registrations);
    rate(out, "things put into a group", joins);
    rate(out, "first shadows reported", shadows);
    building.ifPresent(rate -> rate(out, "things indexed until ACTIVE", rate));
    rate(out, "things read page by page, 500 each", walk);
    searches(out);
    aggregations(out);
    steady(out);
    shadows(out, "complete shadow updates, not indexed", shadowsUnindexed);
    shadows(out, "complete shadow updates, indexed", shadowsIndexed);
    row(out, "  raw SQLite, same row writes, per CPU-second", "%,.0f", rawShadowsPerCpuSecond);
    row(out, "index on disk", "%,.0f MiB", indexMiB);
    row(out, "  plain Lucene of the same documents", "%,.0f MiB", plainIndexMiB);
    row(out, "database on disk", "%,.0f MiB", databaseMiB);
    row(out, "resident at most, with the index's file pages", "%,.0f MiB", peakResidentMiB);
    row(out, "  at the end, without file pages", "%,.0f MiB", anonymousMiB);
  }

  private static void rate(PrintStream out, String name, Rate rate) {
    row(
        out,
        name,
        "%s",
        String.format(
            Locale.ROOT,
            "%,.0f /s, %,.0f per server-CPU-second (%,d in %.1f s)",
            rate.perSecond(),
            rate.perServerCpuSecond(),
            rate.count(),
            rate.seconds()));
  }

  private void searches(PrintStream out) {
    out.println();
    out.println(
        "first 100 things, ms            found   server p50     p99   Lucene p50     p99   HTTP  ratio"
            + "   of CPU");
    searches.forEach(
        figures ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "  %-26s %,9d %12.2f %7.2f %12.2f %7.2f %6.2f %6.2f %8.2f",
                    figures.kind(),
                    figures.found(),
                    figures.server().millis().p50(),
                    figures.server().millis().p99(),
                    figures.plain().millis().p50(),
                    figures.plain().millis().p99(),
                    figures.httpMillis(largeBytes),
                    figures.ratio(largeBytes),
                    figures.cpuRatio(largeBytes))));
    out.println(
        "  ratio: (server - HTTP) / Lucene, of medians; HTTP as measured for an answer of that size,"
            + " in turns with the queries");
    out.println();
  }

  private void aggregations(PrintStream out) {
    for (Aggregations.Figures figures : aggregations) {
      row(
          out,
          figures.kind(),
          "%s",
          figures.served() ? figures.millis().shown() : "not served, skipped");
    }
    out.println();
  }

  private void steady(PrintStream out) {
    if (steady == null) {
      return;
    }
    rate(out, "steady shadow updates", steady.updates());
    row(out, "  publish until acknowledged", "%s", steady.acknowledgedMillis().shown());
    row(out, "  acknowledged until searchable", "%s", steady.searchableMillis().shown());
    row(
        out,
        "  acknowledged until member of a dynamic group",
        "%s",
        steady.memberMillis().count() == 0 ? "not served, skipped" : steady.memberMillis().shown());
    row(out, "  lost", "%,d", steady.lost());
  }

  private static void shadows(PrintStream out, String name, FullSpeed.Figures figures) {
    rate(out, name, figures.updates());
    row(out, "  publish until complete", "%s", figures.completeMillis().shown());
  }

  private static void row(PrintStream out, String name, String format, Object value) {
    out.printf(Locale.ROOT, "%-46s " + format + "%n", name, value);
  }
}
