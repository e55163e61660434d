package io.drover.fleetmetrics;

import io.drover.fleetindex.FleetIndex;
import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a fleet metric computes, of what, and how often.
///
/// @param period 60 seconds to a day, in whole minutes
/// @param unit the contract's name of what the figures count
public record Definition(
    String query,
    String field,
    AggregationType type,
    Duration period,
    Optional<String> description,
    Optional<String> unit) {
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  public Definition {
    if (period.compareTo(STEP) < 0
        || period.compareTo(LONGEST) > 0
        || period.toSeconds() % STEP.toSeconds() != 0) {
      throw new InvalidRequest(
              "The period is a multiple of 60 from 60 to 86400 seconds, not "
                  + period.toSeconds()
                  + ".")
          .toException();
    }
  }

  /// Refuses what the index cannot be asked for now.
  void check(FleetIndex index) {
    index.check(FleetIndex.THINGS, query, field, Figures.of(type).aggregation());
  }

  Map<String, Double> compute(FleetIndex index) {
    return Figures.of(type).compute(index, query, field);
  }
}
