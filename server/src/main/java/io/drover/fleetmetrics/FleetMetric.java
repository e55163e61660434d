package io.drover.fleetmetrics;

import java.time.Instant;

/// A fleet metric as it is kept.
///
/// @param version 1 at first, and one more after each change
/// @param due when its figures are to be computed next
public record FleetMetric(
    FleetMetricName name,
    Definition definition,
    long version,
    Instant createdAt,
    Instant modifiedAt,
    Instant due) {

  FleetMetric changed(Definition next, Instant now) {
    return new FleetMetric(name, next, version + 1, createdAt, now, now);
  }

  /// The first time after `now` that is a whole number of periods after the one that was due. What
  /// was missed is not made up for: nobody knows any more what the figures were.
  Instant nextDue(Instant now) {
    long period = definition.period().toMillis();
    long late = Math.max(0, now.toEpochMilli() - due.toEpochMilli());
    return due.plusMillis((late / period + 1) * period);
  }
}
