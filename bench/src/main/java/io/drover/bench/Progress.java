package io.drover.bench;

import java.io.Console;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/// Shows on a terminal how far long work is; prints a line now and then when it is not a terminal.
final class Progress {
  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 15_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final AtomicLong shownAt = new AtomicLong(System.nanoTime());

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // it is null again since Java 25 when there is none
  static Progress onConsole() {
    Console console = System.console();
    return new Progress(System.out, console != null && console.isTerminal());
  }

  void show(String title, long done, long total) {
    long now = System.nanoTime();
    long last = shownAt.get();
    boolean due = now - last > (terminal ? TERMINAL_NANOS : PLAIN_NANOS);
    if (due && shownAt.compareAndSet(last, now)) {
      out.printf(
          terminal ? "\r  %s: %,d of %,d\u001b[K" : "  %s: %,d of %,d%n", title, done, total);
      out.flush();
    }
  }

  /// Ends the line of work with its outcome.
  void done(String line) {
    out.println((terminal ? "\r" : "") + "  " + line + (terminal ? "\u001b[K" : ""));
    out.flush();
  }
}
