package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Draws frames over one another on the terminal's second screen, each in one write and without
/// clearing first, so that nothing flickers. When it is closed, the first screen is back, with the
/// last frame on it.
final class ScreenView implements View {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final PrintStream out;
  private final Terminal terminal;
  private final ZoneId zone;
  private boolean entered;
  private boolean closed;
  private @Nullable Snapshot last;

  ScreenView(PrintStream out, Terminal terminal, ZoneId zone) {
    this.out = out;
    this.terminal = terminal;
    this.zone = zone;
  }

  @Override
  public synchronized void show(Snapshot snapshot) {
    if (closed) {
      return;
    }
    last = snapshot;
    String enter = entered ? "" : ENTER;
    entered = true;
    Size size = terminal.size();
    // the last row stays free: a line that ends on it would scroll
    write(enter + HOME + drawn(new Size(size.columns(), size.rows() - 1)) + REST_OF_SCREEN);
  }

  private String drawn(Size size) {
    return Optional.ofNullable(last).map(known -> frame(known, size)).orElse(List.of()).stream()
        .map(line -> line.shown(terminal.colours()) + REST_OF_LINE + "\r\n")
        .reduce("", String::concat);
  }

  private List<Line> frame(Snapshot snapshot, Size size) {
    return Frame.of(snapshot, size, zone, Glyphs.of(out.charset()));
  }

  @Override
  public synchronized void end(Snapshot snapshot) {
    last = snapshot;
    close();
  }

  /// The last frame may be longer than the screen, which can scroll.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Size whole = new Size(terminal.size().columns(), Integer.MAX_VALUE);
    write((entered ? LEAVE : "") + drawn(whole));
  }

  private void write(String text) {
    out.print(text);
    if (out.checkError()) {
      throw new ClientException(Kind.OUTPUT_CLOSED, "nobody reads the output");
    }
  }
}
