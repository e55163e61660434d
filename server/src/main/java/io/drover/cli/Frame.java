package io.drover.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The picture of a job for a terminal: a pure function of what is known and of the room there is.
/// No line is wider than the terminal, and there are no more lines than it has rows.
final class Frame {
  private static final int NARROWEST_BAR = 5;
  private static final int PERCENT = 6;
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final Snapshot snapshot;
  private final WatchedJob job;
  private final Counts counts;
  private final int width;
  private final ZoneId zone;
  private final Glyphs glyphs;

  private Frame(Snapshot snapshot, int width, ZoneId zone, Glyphs glyphs) {
    this.snapshot = snapshot;
    this.job = snapshot.job();
    this.counts = job.counts();
    this.width = width;
    this.zone = zone;
    this.glyphs = glyphs;
  }

  static List<Line> of(Snapshot snapshot, Size size, ZoneId zone, Glyphs glyphs) {
    return new Frame(snapshot, size.columns(), zone, glyphs)
        .lines().stream().limit(size.rows()).map(line -> line.cut(size.columns(), glyphs)).toList();
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(title());
    addText(lines, job.description());
    addText(lines, job.comment());
    lines.add(bar("All", counts.ended(), Tone.STRONG));
    lines.add(Line.EMPTY);
    for (ExecutionStatus status : ExecutionStatus.values()) {
      long count = counts.of(status);
      lines.add(bar(status.label(), count, count == 0 ? Tone.FAINT : status.tone()));
    }
    lines.add(Line.EMPTY);
    addTimes(lines);
    snapshot.trouble().ifPresent(text -> lines.add(Line.of(text, Tone.WARNING)));
    addFailures(lines);
    return lines;
  }

  private Line title() {
    String status = job.status().replace('_', ' ') + (job.rollingOut() ? ", rolling out" : "");
    String name = "Job " + Cells.clean(job.jobId());
    int gap = Math.max(2, width - Cells.width(name) - Cells.width(status));
    return Line.of(name, Tone.STRONG)
        .and(" ".repeat(gap), Tone.NORMAL)
        .and(Cells.clean(status), statusTone());
  }

  private Tone statusTone() {
    if (job.isCanceled()) {
      return Tone.WARNING;
    }
    if (!job.isCompleted()) {
      return Tone.BUSY;
    }
    return counts.failures() == 0 ? Tone.GOOD : Tone.BAD;
  }

  private static void addText(List<Line> lines, String text) {
    String clean = Cells.clean(text);
    if (!clean.isEmpty()) {
      lines.add(Line.of(clean, Tone.FAINT));
    }
  }

  /// Label, bar, percentage and count. What there is no room for goes in that order: first the bar,
  /// then the percentage.
  private Line bar(String label, long count, Tone tone) {
    int labels = ExecutionStatus.longestLabel();
    int figures = Figures.count(counts.total()).length();
    String name = Cells.padRight(label, labels);
    String figure = Cells.padLeft(Figures.count(count), figures);
    String percent = Cells.padLeft(Figures.percent(count, counts.total()), PERCENT);
    int room = width - labels - PERCENT - figures - 3;
    Line line = Line.of(name + " ", tone == Tone.STRONG ? tone : Tone.NORMAL);
    if (room >= NARROWEST_BAR) {
      int full = cells(count, room);
      line = line.and(glyphs.full().repeat(full), tone);
      line = line.and(glyphs.empty().repeat(room - full) + " ", Tone.FAINT);
    }
    if (room >= -1) {
      line = line.and(percent + " ", Tone.NORMAL);
    }
    return line.and(figure, count == 0 ? Tone.FAINT : tone);
  }

  /// At least one for something, and all of them for everything alone.
  private int cells(long count, int room) {
    if (count <= 0 || counts.total() <= 0) {
      return 0;
    }
    double share = (double) count / counts.total();
    return Math.clamp((long) (share * room), 1, room);
  }

  private void addTimes(List<Line> lines) {
    List<String> parts = new ArrayList<>();
    parts.add(
        Figures.count(counts.ended())
            + " of "
            + Figures.count(counts.total())
            + (job.rollingOut() ? " so far" : "")
            + " ended");
    if (!job.hasEnded()) {
      parts.add("rate " + Figures.rate(snapshot.perSecond()));
    }
    parts.add((job.hasEnded() ? "took " : "elapsed ") + Figures.duration(snapshot.elapsed()));
    if (!job.hasEnded()) {
      parts.add(end());
    }
    String one = parts.stream().collect(Collectors.joining("   "));
    if (Cells.width(one) <= width) {
      lines.add(Line.of(one, Tone.NORMAL));
    } else {
      parts.forEach(part -> lines.add(Line.of(part, Tone.NORMAL)));
    }
  }

  private String end() {
    return snapshot
        .remaining()
        .map(
            left ->
                "ends in about "
                    + Figures.duration(left)
                    + ", at "
                    + time(snapshot.at().plus(left), left))
        .orElse("end unknown");
  }

  private String time(Instant instant, Duration distance) {
    DateTimeFormatter format = distance.compareTo(A_DAY) < 0 ? TIME : DATE_AND_TIME;
    return format.format(instant.atZone(zone));
  }

  private void addFailures(List<Line> lines) {
    if (snapshot.newest().isEmpty()) {
      return;
    }
    lines.add(Line.EMPTY);
    lines.add(
        Line.of(
            "Newest failures ("
                + snapshot.newest().size()
                + " of "
                + Figures.count(counts.failures())
                + (snapshot.complete() ? ")" : ", still reading)"),
            Tone.STRONG));
    int longest =
        snapshot.newest().stream()
            .mapToInt(failure -> Cells.width(Cells.clean(failure.thing())))
            .max()
            .orElse(0);
    int column = Math.min(longest, Math.max(width / 3, 1));
    snapshot.newest().forEach(failure -> lines.add(failure(failure, column)));
  }

  private Line failure(Failure failure, int column) {
    Duration ago = Duration.between(failure.at(), snapshot.at()).abs();
    String thing = Cells.cut(Cells.clean(failure.thing()), column, glyphs.cut());
    String details =
        failure.details().entrySet().stream()
            .map(detail -> Cells.clean(detail.getKey()) + "=" + Cells.clean(detail.getValue()))
            .sorted()
            .collect(Collectors.joining("  "));
    return Line.of(time(failure.at(), ago) + "  ", Tone.FAINT)
        .and(Cells.padRight(thing, column) + "  ", Tone.NORMAL)
        .and(Cells.padRight(failure.status().label(), 9) + "  ", failure.status().tone())
        .and(details, Tone.NORMAL);
  }
}
