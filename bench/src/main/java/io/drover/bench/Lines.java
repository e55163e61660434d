package io.drover.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// The lines of a report as they come, in parts that have titles.
final class Lines {
  private final List<Line> lines = new ArrayList<>();

  void title(String title) {
    add("", "");
    add("-- " + title, "");
  }

  void add(String name, String figure) {
    add(Line.of(name, figure));
  }

  void add(Line line) {
    lines.add(line);
  }

  List<Line> all() {
    return List.copyOf(lines);
  }

  /// Prints these, and how many bounds are met.
  static void print(List<Line> lines, PrintStream out) {
    lines.forEach(out::println);
    long missed = lines.stream().filter(Line::isMissed).count();
    long bounded = lines.stream().filter(line -> !line.verdict().isEmpty()).count();
    out.printf("%n%d of %d bounds met%n", bounded - missed, bounded);
  }
}
