package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Aborts jobs that meet one of their criteria. A nudge names the job to look at, however many of
/// its executions have ended since; from time to time all that have criteria are looked at, for the
/// sake of nudges that a crash has swallowed.
final class AbortTask implements BackgroundTask {
  private static final int SLICE = 100;
  private static final Duration BETWEEN_FULL_PASSES = Duration.ofMinutes(1);

  private final Database database;
  private final JobAborts aborts;
  private final Set<Long> candidates = ConcurrentHashMap.newKeySet();
  private Instant nextFullPass = Instant.MIN;
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

  /// Has the next pass look at this job. The set of candidates is never larger than the number of
  /// jobs.
  void lookAt(long job) {
    candidates.add(job);
  }

  @Override
  public Outcome pass(Instant now) {
    List<Long> jobs = now.isBefore(nextFullPass) ? amongCandidates() : amongAll(now);
    jobs.forEach(job -> aborts.abort(job, now));
    return jobs.size() == SLICE || !candidates.isEmpty() ? Outcome.MORE : Outcome.DONE;
  }

  private List<Long> amongAll(Instant now) {
    long after = lastOfFullPass;
    List<Long> jobs = database.read(reading -> JobStore.mayAbort(reading, after, SLICE));
    if (jobs.size() < SLICE) {
      lastOfFullPass = 0;
      nextFullPass = now.plus(BETWEEN_FULL_PASSES);
    } else {
      lastOfFullPass = jobs.getLast();
    }
    return jobs;
  }

  private List<Long> amongCandidates() {
    List<Long> taken = new ArrayList<>();
    for (Iterator<Long> each = candidates.iterator(); each.hasNext() && taken.size() < SLICE; ) {
      taken.add(each.next());
      each.remove();
    }
    return taken;
  }
}
