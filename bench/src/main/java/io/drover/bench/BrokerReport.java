package io.drover.bench;

import java.io.PrintStream;
import java.util.List;

/// What one run of the broker benchmark measured, with the bound beside each figure that has one.
record BrokerReport(BrokerRun.Figures figures, List<Line> lines) {

  static BrokerReport of(BrokerRun.Figures figures) {
    return new BrokerReport(figures, new BrokerLines().of(figures));
  }

  void print(PrintStream out) {
    Lines.print(lines, out);
  }
}
