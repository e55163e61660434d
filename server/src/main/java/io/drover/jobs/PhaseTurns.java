package io.drover.jobs;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets every job of a phase have one slice of work in turn, so that a large job does not hold up a
/// small one. Only those that have a place among the [ConcurrentJobs] take turns, and a job that is
/// not due is not looked at.
final class PhaseTurns {
  private static final Logger log = LoggerFactory.getLogger(PhaseTurns.class);

  private final Database database;
  private final JobPhase phase;
  private final SetAside<Long> aside = new SetAside<>();

  PhaseTurns(Database database, JobPhase phase) {
    this.database = database;
    this.phase = phase;
  }

  JobPhase phase() {
    return phase;
  }

  /// Calls `slice` once for each job; there is more to do as long as one of them worked. A job
  /// whose slice fails pauses before it is tried again, longer each time.
  Outcome each(Instant now, Consumer<PhaseJob> slice) {
    List<PhaseJob> jobs =
        database.read(reading -> PhaseJob.due(reading, phase, now, ConcurrentJobs.MOST));
    aside.retain(jobs.stream().map(PhaseJob::key).toList());
    Outcome outcome = Outcome.DONE;
    for (PhaseJob job : jobs) {
      if (!aside.holds(job.key(), now) && worked(job, now, slice)) {
        outcome = Outcome.MORE;
      }
    }
    return outcome;
  }

  /// Whether the last two tries of the job, or more, have failed.
  boolean hasFailedTwice(PhaseJob job) {
    return aside.hasFailedTwice(job.key());
  }

  private boolean worked(PhaseJob job, Instant now, Consumer<PhaseJob> slice) {
    try {
      slice.accept(job);
      aside.succeeded(job.key());
      return true;
    } catch (RuntimeException e) {
      log.error("job {} could not go on {}", job.jobId(), phase, e);
      aside.failed(job.key(), now);
      return false;
    }
  }
}
