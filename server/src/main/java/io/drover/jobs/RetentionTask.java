package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.rejection.RejectedException;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes jobs that ended longer ago than they are kept, as an operator would. Takes at most half
/// of the places that there are for jobs in deletion, so that operators always find one.
public final class RetentionTask implements BackgroundTask {
  private static final Logger log = LoggerFactory.getLogger(RetentionTask.class);
  private static final int MOST_IN_DELETION = Jobs.MOST_IN_DELETION / 2;

  private final Database database;
  private final Jobs jobs;
  private final JobsConfig config;
  private final SetAside<String> aside = new SetAside<>();

  public RetentionTask(Database database, Jobs jobs, JobsConfig config) {
    this.database = database;
    this.jobs = jobs;
    this.config = config;
  }

  @Override
  public String name() {
    return "job-retention";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Outcome pass(Instant now) {
    database.read(reading -> due(reading, now)).stream()
        .filter(jobId -> !aside.holds(jobId, now))
        .forEach(jobId -> delete(jobId, now));
    return Outcome.DONE;
  }

  private void delete(String jobId, Instant now) {
    try {
      jobs.delete(jobId, false, Optional.empty(), now);
      aside.succeeded(jobId);
    } catch (RejectedException _) {
      aside.failed(jobId, now); // it is being deleted, by whomever, or too many others are
    } catch (RuntimeException e) {
      log.error("job {} is due and could not be deleted", jobId, e);
      aside.failed(jobId, now);
    }
  }

  private List<String> due(Reading reading, Instant now) {
    long room = MOST_IN_DELETION - JobStore.countIn(reading, JobPhase.DELETING);
    return room <= 0 ? List.of() : ended(reading, now.minus(config.retention()), room);
  }

  /// Those that ended first; a job that has ended changes no more.
  private List<String> ended(Reading reading, Instant before, long room) {
    return reading.list(
        """
        SELECT name FROM job
        WHERE status IN (2, 3) AND updated_at <= ? AND phase = 0
        ORDER BY updated_at
        LIMIT ?
        """,
        row -> row.text(1),
        before,
        room + aside.size());
  }
}
