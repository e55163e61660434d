package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.jobs.ExecutionStore.Latest;
import io.drover.jobs.JobArrivals.Arrival;
import io.drover.jobs.OpenGroups.Follower;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What it means for CONTINUOUS jobs that things join groups and leave them, in the transaction in
/// which they do. Who joins gets an execution at once, whatever the rate of the rollout, or with
/// the next maintenance window; who leaves all groups of a job has its pending one removed. At most
/// one execution of a job is pending on a thing.
public final class JobMembership {
  private final Changes changes;
  private final JobTally tally;
  private final ExecutionSteps steps;

  public JobMembership(Database database, Changes changes) {
    this.changes = changes;
    this.tally = new JobTally(database.dialect());
    this.steps = new ExecutionSteps(changes, tally);
  }

  /// Whether members of this group concern any job.
  public boolean concerns(Reading reading, long group) {
    return OpenGroups.isOpen(reading, group);
  }

  public void groupCreated(Transaction transaction, long group, long parent) {
    OpenGroups.openBelow(transaction, group, parent);
  }

  public void joined(Transaction transaction, long group, long thing, String name, Instant now) {
    for (Follower job : OpenGroups.followers(transaction, group)) {
      if (job.hasStarted() && isNew(transaction, job.job(), thing, group)) {
        join(transaction, job, new Arrival(thing, name), now);
      }
    }
  }

  /// Whether the thing has not had its execution: it has none, or it was no target until now and
  /// its last one has ended.
  private static boolean isNew(Reading reading, long job, long thing, long group) {
    Optional<Latest> last = ExecutionStore.latest(reading, job, thing);
    return last.isEmpty()
        || (last.get().status().isTerminal() && !OpenGroups.reach(reading, job, thing, group));
  }

  private void join(Transaction transaction, Follower job, Arrival thing, Instant now) {
    if (job.phase() == JobPhase.WAITING) {
      JobArrivals.add(transaction, job.job(), thing.thing());
    } else if (queue(transaction, job.job(), thing, now)) {
      changes.record(transaction, new ExecutionsQueued(job.jobId(), List.of(thing.name())));
    }
  }

  /// Queues what has waited for a maintenance window, unless it has left since.
  void arrived(Transaction transaction, PhaseJob job, List<Arrival> things, Instant now) {
    List<String> queued = new ArrayList<>();
    for (Arrival thing : things) {
      if (JobArrivals.remove(transaction, job.key(), thing.thing())
          && queue(transaction, job.key(), thing, now)) {
        queued.add(thing.name());
      }
    }
    changes.record(transaction, new ExecutionsQueued(job.jobId(), queued));
  }

  /// Whether nothing was pending.
  private boolean queue(Transaction transaction, long job, Arrival thing, Instant now) {
    Optional<Latest> last = ExecutionStore.latest(transaction, job, thing.thing());
    if (last.isPresent() && !last.get().status().isTerminal()) {
      return false;
    }
    transaction.update(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        VALUES (?, ?, ?, ?, ?, ?, 1)
        """,
        job,
        thing.thing(),
        last.map(Latest::number).orElse(0L) + 1,
        JobExecutionStatus.QUEUED.code(),
        now,
        now);
    count(transaction, job, last.map(Latest::status));
    return true;
  }

  /// A thing is counted by its latest execution.
  private void count(Transaction transaction, long job, Optional<JobExecutionStatus> before) {
    if (before.isPresent()) {
      tally.move(transaction, job, before.get(), JobExecutionStatus.QUEUED);
    } else {
      tally.queued(transaction, job, 1);
    }
  }

  public void left(Transaction transaction, long group, long thing, Instant now) {
    for (Follower job : OpenGroups.followers(transaction, group)) {
      if (!OpenGroups.reach(transaction, job.job(), thing, group)) {
        leave(transaction, job, thing, now);
      }
    }
  }

  private void leave(Transaction transaction, Follower job, long thing, Instant now) {
    JobArrivals.remove(transaction, job.job(), thing);
    ExecutionStore.pending(transaction, job.job(), thing)
        .ifPresent(
            execution -> steps.end(transaction, execution, JobExecutionStatus.REMOVED, false, now));
  }
}
