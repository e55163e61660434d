package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Completes jobs of which nothing is pending any more. Nudges name them: see [JobCandidates]. A
/// job whose last execution meets its criteria for being aborted is aborted, not completed.
final class CompletionTask implements BackgroundTask {
  private static final int SLICE = 100;
  private static final Duration BETWEEN_FULL_PASSES = Duration.ofSeconds(10);

  private final Database database;
  private final Changes changes;
  private final JobAborts aborts;
  private final JobCandidates candidates = new JobCandidates(BETWEEN_FULL_PASSES);

  CompletionTask(Database database, Changes changes, JobAborts aborts) {
    this.database = database;
    this.changes = changes;
    this.aborts = aborts;
  }

  @Override
  public String name() {
    return "job-completion";
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
    List<Long> over = candidates.isFullPassDue(now) ? amongAll(now) : amongCandidates();
    List<Long> complete = over.stream().filter(job -> !aborts.abort(job, now)).toList();
    if (!complete.isEmpty()) {
      database.change(transaction -> complete.forEach(job -> complete(transaction, job, now)));
    }
    return over.size() == SLICE || !candidates.isEmpty() ? Outcome.MORE : Outcome.DONE;
  }

  private void complete(Transaction transaction, long job, Instant now) {
    if (JobStore.complete(transaction, job, now)) {
      String jobId = JobStore.name(transaction, job);
      changes.record(transaction, JobReached.of(transaction, JobStage.COMPLETED, jobId));
    }
  }

  private List<Long> amongAll(Instant now) {
    List<Long> over = database.read(reading -> JobStore.over(reading, SLICE));
    if (over.size() < SLICE) {
      candidates.endFullPass(now);
    }
    return over;
  }

  private List<Long> amongCandidates() {
    List<Long> taken = candidates.take(SLICE);
    return database.read(
        reading -> taken.stream().filter(job -> JobStore.isOver(reading, job)).toList());
  }
}
