package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  private static final Size WIDE = new Size(80, 40);

  @Test
  void itShowsABarForEveryStatusAndTheWhole() {
    List<String> lines = frame(Jobs.snapshot(Jobs.running(25, 25, 40, 10), 0.5), WIDE);

    assertThat(lines)
        .containsExactly(
            "Job fw-2                                                             IN PROGRESS",
            "All         ############################.............................  50.0%  50",
            "",
            "Queued      ##############...........................................  25.0%  25",
            "In progress ##############...........................................  25.0%  25",
            "Succeeded   ######################...................................  40.0%  40",
            "Failed      #####....................................................  10.0%  10",
            "Timed out   .........................................................   0.0%   0",
            "Rejected    .........................................................   0.0%   0",
            "Removed     .........................................................   0.0%   0",
            "Canceled    .........................................................   0.0%   0",
            "",
            "50 of 100 ended   rate 30.0/min   elapsed 1m   ends in about 1m 40s, at 10:02:40");
  }

  @Test
  void aMillionExecutionsKeepTheirColumns() {
    List<String> lines = frame(Jobs.snapshot(Jobs.running(999_999, 0, 0, 1), 11_000), WIDE);

    assertThat(lines.get(3)).endsWith("  99.9%   999,999").hasSize(80);
    assertThat(lines.get(6)).contains("#.").endsWith("  <0.1%         1").hasSize(80);
  }

  @Test
  void aJobWithoutExecutionsHasEmptyBarsAndAnUnknownEnd() {
    List<String> lines =
        frame(Jobs.snapshot(Jobs.job("IN_PROGRESS", true, Map.of())), new Size(60, 40));

    assertThat(lines.get(0)).endsWith("IN PROGRESS, rolling out");
    assertThat(lines.get(1)).doesNotContain("#").endsWith("     - 0");
    assertThat(lines).contains("0 of 0 so far ended   rate -   elapsed 1m   end unknown");
  }

  @Test
  void aJobThatEndedShowsWhatItTook() {
    WatchedJob job = Jobs.job("COMPLETED", false, Map.of(ExecutionStatus.SUCCEEDED, 3L));

    assertThat(frame(Jobs.snapshot(job), WIDE)).contains("3 of 3 ended   took 1m 30s");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 20, 25, 40, 79, 300})
  void noLineIsWiderThanTheTerminalNorAreThereTooManyRows(int columns) {
    Failure wide = Jobs.failure("水泵".repeat(30), Map.of("reason", "🚀".repeat(200)));
    Snapshot snapshot = Jobs.snapshot(Jobs.running(700_000, 200_000, 99_000, 1000), wide);

    for (int rows : new int[] {1, 5, 24}) {
      List<Line> lines =
          Frame.of(snapshot, new Size(columns, rows), ZoneOffset.UTC, Glyphs.UNICODE);
      assertThat(lines).hasSizeLessThanOrEqualTo(rows);
      assertThat(lines).allSatisfy(line -> assertThat(line.width()).isLessThanOrEqualTo(columns));
    }
  }

  @Test
  void aNarrowTerminalLosesTheBarThenThePercentageButNotTheCount() {
    Snapshot snapshot = Jobs.snapshot(Jobs.running(1, 0, 1, 0));

    assertThat(frame(snapshot, new Size(26, 40)).get(3)).isEqualTo("Queued      ##...  50.0% 1");
    assertThat(frame(snapshot, new Size(24, 40)).get(3)).isEqualTo("Queued       50.0% 1");
    assertThat(frame(snapshot, new Size(15, 40)).get(3)).isEqualTo("Queued      1");
    assertThat(frame(snapshot, new Size(24, 40))).contains("1 of 2 ended", "end unknown");
  }

  @Test
  void failuresAreShownWithWhatTheirDevicesSaidAndNothingThatATerminalObeys() {
    Failure failure =
        Jobs.failure("pump-3", Map.of("reason", "no\u001b[2Jroom", "progress", "5\r%"));
    List<String> lines = frame(Jobs.snapshot(Jobs.running(0, 0, 0, 7), failure), WIDE);

    assertThat(lines).contains("Newest failures (1 of 7)");
    assertThat(lines.getLast())
        .isEqualTo("10:00:30  pump-3  Failed     progress=5 %  reason=no?[2Jroom");
  }

  @Test
  void troubleIsShown() {
    Snapshot snapshot = Jobs.snapshot(Jobs.running(1, 0, 0, 0)).without("no news", Jobs.CREATED);

    assertThat(snapshot.trouble()).isEqualTo(Optional.of("no news"));
    assertThat(frame(snapshot, WIDE)).contains("no news");
  }

  @Test
  void coloursAreOnlyThereWhenWanted() {
    Line line = Line.of("bad", Tone.BAD).and(" ", Tone.NORMAL);

    assertThat(line.shown(true)).isEqualTo("\u001b[31mbad\u001b[0m ");
    assertThat(line.shown(false)).isEqualTo("bad ");
  }

  private static List<String> frame(Snapshot snapshot, Size size) {
    return Frame.of(snapshot, size, ZoneOffset.UTC, Glyphs.ASCII).stream().map(Line::text).toList();
  }
}
