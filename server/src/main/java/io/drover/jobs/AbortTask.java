package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Aborts jobs that meet one of their criteria. A nudge names the job to look at, however many of
/// its executions have ended since: see [JobCandidates].
final class AbortTask implements BackgroundTask {
  private static final int SLICE = 100;
  private static final Duration BETWEEN_FULL_PASSES = Duration.ofMinutes(1);

  private final Database database;
  private final JobAborts aborts;
  private final JobCandidates candidates = new JobCandidates(BETWEEN_FULL_PASSES);
  private long lastOfFullPass;

  AbortTask(Database database, JobAborts aborts) {
    this.database = database;
    this.aborts = aborts;
  }

  @Override
  public String name() {
    return "job-abort";
  }

  @Override
  public Duration period() {
    return BETWEEN_FULL_PASSES;
  }

  /// Has the next pass look at this job.
  void lookAt(long job) {
    candidates.add(job);
  }

  @Override
  public Outcome pass(Instant now) {
    List<Long> jobs = candidates.isFullPassDue(now) ? amongAll(now) : candidates.take(SLICE);
    jobs.forEach(job -> aborts.abort(job, now));
    return jobs.size() == SLICE || !candidates.isEmpty() ? Outcome.MORE : Outcome.DONE;
  }

  private List<Long> amongAll(Instant now) {
    long after = lastOfFullPass;
    List<Long> jobs = database.read(reading -> JobStore.mayAbort(reading, after, SLICE));
    if (jobs.size() < SLICE) {
      lastOfFullPass = 0;
      candidates.endFullPass(now);
    } else {
      lastOfFullPass = jobs.getLast();
    }
    return jobs;
  }
}
