package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ScreenView view =
      new ScreenView(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new Terminal(true, false, Map.of("COLUMNS", "60")),
          ZoneOffset.UTC);

  @Test
  void aTerminalThatDoesNotKnowItsSizeSaysZero() {
    assertThat(Terminal.parsed("24 80")).hasValue(new Size(80, 24));
    assertThat(Terminal.parsed("0 0")).isEmpty();
    assertThat(Terminal.parsed("")).isEmpty();
  }

  @Test
  void theSecondScreenIsEnteredOnceAndNeverCleared() {
    view.show(Jobs.snapshot(Jobs.running(1, 0, 0, 0)));
    view.show(Jobs.snapshot(Jobs.running(0, 0, 1, 0)));

    assertThat(text()).startsWith("\u001b[?1049h\u001b[?25l\u001b[H").doesNotContain("\u001b[2J");
    assertThat(text().split("\u001b\\[\\?1049h", -1)).hasSize(2);
  }

  @Test
  void closingShowsTheCursorAgainAndLeavesTheLastFrameOnce() {
    view.show(Jobs.snapshot(Jobs.running(1, 0, 0, 0)));
    out.reset();
    view.close();
    view.close();
    view.show(Jobs.snapshot(Jobs.running(0, 0, 1, 0)));

    assertThat(text()).startsWith("\u001b[?25h\u001b[?1049lJob fw-2");
    assertThat(text().split("Job fw-2", -1)).hasSize(2);
  }

  @Test
  void oneLookLeavesTheSecondScreenAlone() {
    view.end(Jobs.snapshot(Jobs.running(1, 0, 0, 0)));

    assertThat(text()).startsWith("Job fw-2").doesNotContain("1049");
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
