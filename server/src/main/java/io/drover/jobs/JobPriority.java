package io.drover.jobs;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Optional;

/// How urgent a job is, -1000 to 1000: of what a thing has queued, and of what it has in progress,
/// the higher comes first. A job's tag `drover:priority` says it; without one it is 0.
record JobPriority(int value) {
  static final String TAG = "drover:priority";
  static final JobPriority NONE = new JobPriority(0);
  private static final int HIGHEST = 1_000;
  private static final int MOST_CHARACTERS = 5;

  /// Refuses what is no whole number, or none of -1000 to 1000.
  static JobPriority of(Optional<String> tag) {
    return tag.map(JobPriority::read).orElse(NONE);
  }

  private static JobPriority read(String text) {
    if (text.matches("[+-]?[0-9]+") && text.length() <= MOST_CHARACTERS) {
      int value = Integer.parseInt(text);
      if (Math.abs(value) <= HIGHEST) {
        return new JobPriority(value);
      }
    }
    throw new InvalidRequest(
            "The tag %s must be a whole number from -%d to %d, but is '%s'."
                .formatted(TAG, HIGHEST, HIGHEST, text))
        .toException();
  }
}
