package io.drover.jobs.simulation;

import java.util.ArrayList;
import java.util.List;

/// What has happened in a simulation, a line each; what happened in the middle of something else is
/// indented.
final class Trace {
  private static final int MOST_SHOWN = 150;

  private final List<String> lines = new ArrayList<>();
  private int depth;

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among what tests may use
  void note(String text, Object... values) {
    lines.add("  ".repeat(depth) + text.formatted(values));
  }

  void within(Runnable action) {
    depth++;
    try {
      action.run();
    } finally {
      depth--;
    }
  }

  /// The last lines.
  String shown() {
    int from = Math.max(0, lines.size() - MOST_SHOWN);
    return (from > 0 ? "... " + from + " lines before\n" : "")
        + String.join("\n", lines.subList(from, lines.size()));
  }
}
