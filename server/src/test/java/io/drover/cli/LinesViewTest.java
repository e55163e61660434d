package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinesViewTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final LinesView view = new LinesView(stream(out), stream(errors));

  @Test
  void aLineHoldsEverythingInAnOrderThatStays() {
    view.show(Jobs.snapshot(Jobs.running(1, 0, 2, 1), 0.5));

    assertThat(lines(out))
        .containsExactly(
            "2026-03-01T10:01:00Z progress job=fw-2 status=IN_PROGRESS total=4 ended=3 queued=1"
                + " in_progress=0 succeeded=2 failed=1 timed_out=0 rejected=0 removed=0 canceled=0"
                + " per_second=0.500 elapsed_seconds=60 remaining_seconds=2");
  }

  @Test
  void nothingIsSaidTwiceWithinAMinute() {
    Snapshot snapshot = Jobs.snapshot(Jobs.running(1, 0, 0, 0));
    view.show(snapshot);
    view.show(snapshot.at(snapshot.at().plusSeconds(59)));
    assertThat(lines(out)).hasSize(1);

    view.show(snapshot.at(snapshot.at().plusSeconds(60)));
    view.show(Jobs.snapshot(Jobs.running(0, 1, 0, 0)));
    assertThat(lines(out)).hasSize(3);
  }

  @Test
  void aFailureIsToldOnceWithItsDetailsAsHarmlessJson() {
    Failure failure = Jobs.failure("pump-3", Map.of("reason", "say \"no\"\u001b[2J\nand stop"));
    view.show(Jobs.snapshot(Jobs.running(1, 0, 0, 1), failure));
    view.show(Jobs.snapshot(Jobs.running(0, 0, 1, 1), failure));

    assertThat(lines(out)).hasSize(3);
    assertThat(lines(out).get(1))
        .isEqualTo(
            "2026-03-01T10:00:30Z failure job=fw-2 thing=pump-3 status=FAILED"
                + " details={\"reason\":\"say \\\"no\\\"?[2J and stop\"}");
  }

  @Test
  void troubleIsToldOnceOnTheOtherStream() {
    Snapshot snapshot = Jobs.snapshot(Jobs.running(1, 0, 0, 0));
    view.show(snapshot.without("no news", snapshot.at()));
    view.show(snapshot.without("no news still", snapshot.at()));

    assertThat(lines(errors)).containsExactly("drover: no news");
  }

  @Test
  void anOutputThatNobodyReadsEndsIt() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    LinesView closed = new LinesView(stream(broken), stream(errors));

    assertThatThrownBy(() -> closed.show(Jobs.snapshot(Jobs.running(1, 0, 0, 0))))
        .isInstanceOf(ClientException.class);
  }

  private static PrintStream stream(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  private static List<String> lines(ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
