package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.Schedule;
import io.drover.registry.MembershipMark;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts jobs, opens and closes their maintenance windows, and ends them, each within about a
/// second of its time. A job comes to what its schedule says of now, whatever was missed; when the
/// clock has gone back, or nothing is known of before, all schedules are looked at again.
final class ScheduleTask implements BackgroundTask {
  private static final Logger log = LoggerFactory.getLogger(ScheduleTask.class);
  private static final int SLICE = 100;
  private static final long NOTHING = -1;

  private final Database database;
  private final Changes changes;
  private final MembershipMark mark = new MembershipMark();
  private Instant last = Instant.MAX;
  private long lookAgainAfter = NOTHING;

  /// Jobs that could not be looked at again when all were.
  private final Set<Long> missed = new LinkedHashSet<>();

  ScheduleTask(Database database, Changes changes) {
    this.database = database;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "job-schedule";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Outcome pass(Instant now) {
    if (now.isBefore(last)) {
      lookAgainAfter = 0;
    }
    last = now;
    lookAtMissed(now);
    return lookAgainAfter == NOTHING ? lookAtDue(now) : lookAgain(now);
  }

  private Outcome lookAgain(Instant now) {
    long after = lookAgainAfter;
    List<ScheduledJob> slice = database.read(reading -> ScheduledJob.after(reading, after, SLICE));
    lookAgainAfter = slice.size() < SLICE ? NOTHING : slice.getLast().key();
    slice.stream().filter(job -> !look(job, now)).map(ScheduledJob::key).forEach(missed::add);
    return Outcome.MORE;
  }

  private void lookAtMissed(Instant now) {
    for (long key : List.copyOf(missed)) {
      Optional<ScheduledJob> job = database.read(reading -> ScheduledJob.find(reading, key));
      if (job.isEmpty() || look(job.get(), now)) {
        missed.remove(key);
      }
    }
  }

  private Outcome lookAtDue(Instant now) {
    List<ScheduledJob> due = database.read(reading -> ScheduledJob.due(reading, now, SLICE));
    long looked = due.stream().filter(job -> look(job, now)).count();
    return looked > 0 ? Outcome.MORE : Outcome.DONE;
  }

  /// Whether it went well; a job with which it does not is looked at again after the period.
  private boolean look(ScheduledJob job, Instant now) {
    try {
      return database
          .read(reading -> JobDefinitionStore.configuration(reading, job.key()))
          .map(JobConfiguration::schedule)
          .map(schedule -> database.write(tx -> move(tx, job, schedule, now)))
          .orElse(true);
    } catch (RuntimeException e) {
      log.error("the schedule of job {} could not be followed", job.jobId(), e);
      return false;
    }
  }

  /// Answers whether the job is where it has to be; not if something has happened to it meanwhile.
  private boolean move(Transaction transaction, ScheduledJob job, Schedule schedule, Instant now) {
    JobStanding to = job.standing().under(schedule, now);
    if (to.equals(job.standing())) {
      return true;
    }
    boolean starts = job.startsBy(to);
    if (starts && findsNoRoom(transaction, schedule)) {
      cancel(transaction, job, now);
      return true;
    }
    boolean moved = job.move(transaction, to, now);
    if (moved) {
      follow(transaction, job, to, starts);
    }
    return moved;
  }

  private static boolean findsNoRoom(Transaction transaction, Schedule schedule) {
    return schedule.hasWindows()
        && schedule.startTime() != null
        && JobStore.countConcurrent(transaction) >= ConcurrentJobs.MOST;
  }

  private void cancel(Transaction transaction, ScheduledJob job, Instant now) {
    JobStore.cancel(
        transaction,
        job.key(),
        new Job.Cancellation(
            false, "MAX_CONCURRENT_JOBS", "As many jobs as can were rolling out at its start."),
        now);
    changes.record(transaction, new PhaseEntered(JobPhase.CANCELING));
    changes.record(
        transaction, JobReached.of(transaction, JobStage.CANCELLATION_IN_PROGRESS, job.jobId()));
  }

  private void follow(Transaction transaction, ScheduledJob job, JobStanding to, boolean starts) {
    if (starts && job.selection() == TargetSelection.SNAPSHOT) {
      JobStore.mark(transaction, job.key(), mark.set(transaction));
      OpenGroups.close(transaction, job.key());
    }
    if (to.phase() == JobPhase.SETTLED || to.phase() == JobPhase.ENDING) {
      OpenGroups.close(transaction, job.key());
      changes.record(transaction, new NothingPending(job.key()));
    }
    if (to.phase() != job.standing().phase()) {
      changes.record(transaction, new PhaseEntered(to.phase()));
    }
    if (to.hidden() != job.standing().hidden()) {
      changes.record(transaction, new WindowEdge(job.jobId()));
    }
  }
}
