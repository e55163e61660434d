package io.drover.cli;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// What is known as lines for programs: the time, then `name=value` pairs separated by single
/// spaces, in an order that stays. A value that is not known is `-`.
final class PlainLines {
  private PlainLines() {}

  static String progress(Snapshot snapshot) {
    WatchedJob job = snapshot.job();
    StringBuilder line =
        new StringBuilder(time(snapshot.at()))
            .append(" progress job=")
            .append(Cells.clean(job.jobId()))
            .append(" status=")
            .append(Cells.clean(job.status()))
            .append(" total=")
            .append(job.counts().total())
            .append(" ended=")
            .append(job.counts().ended());
    for (ExecutionStatus status : ExecutionStatus.values()) {
      line.append(' ')
          .append(status.name().toLowerCase(Locale.ROOT))
          .append('=')
          .append(job.counts().of(status));
    }
    return line.append(" per_second=")
        .append(rate(snapshot))
        .append(" elapsed_seconds=")
        .append(snapshot.elapsed().toSeconds())
        .append(" remaining_seconds=")
        .append(snapshot.remaining().map(left -> Long.toString(left.toSeconds())).orElse("-"))
        .toString();
  }

  /// The details are a JSON object, the last thing on the line.
  static String failure(String jobId, Failure failure) {
    return time(failure.at())
        + " failure job="
        + Cells.clean(jobId)
        + " thing="
        + Cells.clean(failure.thing())
        + " status="
        + failure.status()
        + " details="
        + json(failure.details());
  }

  private static String json(Map<String, String> details) {
    Map<String, String> clean = new TreeMap<>();
    details.forEach((name, value) -> clean.put(Cells.clean(name), Cells.clean(value)));
    return JsonMapper.shared().writeValueAsString(clean);
  }

  private static String rate(Snapshot snapshot) {
    return snapshot.perSecond().isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%.3f", snapshot.perSecond().getAsDouble());
  }

  private static String time(java.time.Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
