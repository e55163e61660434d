package io.drover.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// All that is known at one time, from which a frame or a line is drawn.
///
/// @param complete whether the newest failures are the newest of all, not of those read so far
/// @param trouble why what is known is not of now; empty when it is
record Snapshot(
    WatchedJob job,
    Instant at,
    OptionalDouble perSecond,
    List<Failure> newest,
    boolean complete,
    Optional<String> trouble) {

  Snapshot at(Instant now) {
    return new Snapshot(job, now, perSecond, newest, complete, trouble);
  }

  Snapshot without(String answer, Instant now) {
    return new Snapshot(job, now, perSecond, newest, complete, Optional.of(answer));
  }

  Duration elapsed() {
    return job.elapsed(at);
  }

  Optional<Duration> remaining() {
    return RateWindow.estimate(job, perSecond);
  }
}
