package io.drover.bench;

import java.io.PrintStream;
import java.util.List;

/// What one run of the jobs benchmark measured, with the bound beside each figure that has one.
record JobsReport(int things, int connected, List<JobsRun.Figures> stores, List<Line> lines) {

  static JobsReport of(int things, int connected, List<JobsRun.Figures> stores) {
    List<Line> lines =
        stores.stream().flatMap(figures -> new JobsLines().of(figures).stream()).toList();
    return new JobsReport(things, connected, stores, lines);
  }

  void print(PrintStream out) {
    out.printf("%n%,d things, %,d connected devices%n", things, connected);
    Lines.print(lines, out);
  }
}
