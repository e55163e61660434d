package io.drover.jobs;

import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.store.Reading;
import java.time.Instant;

/// How many executions of a job may be queued now, and when more of them may be. In no 60 seconds
/// more are queued than the rate allows which the job had when they began; a rate that has risen
/// holds from the next minute on. A job without rates has no limit.
///
/// A clock that is set forward ends the minute, and so does one that is set back by so much that
/// the end would be more than two minutes away: each time at most the number of one minute is
/// queued too early. After any other change of the clock the job waits two minutes at most.
///
/// @param allowed 0 or more
/// @param askAgain when the current minute ends
record RolloutPlan(long allowed, Instant askAgain) {
  private static final long UNLIMITED = Long.MAX_VALUE;

  /// The plan of a job as it is configured now.
  static RolloutPlan of(Reading reading, PhaseJob job, Instant now) {
    RolloutConfig config =
        JobDefinitionStore.configuration(reading, job.key())
            .map(JobConfiguration::rollout)
            .orElse(RolloutConfig.NONE);
    long succeeded = config.countsSucceeded() ? JobTally.of(reading, job.key()).succeeded() : 0;
    return of(config, job.pace(), succeeded, now);
  }

  /// @param succeeded how many things have succeeded so far
  static RolloutPlan of(RolloutConfig config, Pace pace, long succeeded, Instant now) {
    if (!config.limitsSpeed()) {
      return new RolloutPlan(UNLIMITED, now);
    }
    Pace current = pace.at(now);
    long rate = config.perMinute(current.notifiedBefore(), succeeded);
    return new RolloutPlan(Math.max(0, rate - current.count()), current.end());
  }

  boolean isLimited() {
    return allowed < UNLIMITED;
  }
}
