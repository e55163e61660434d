package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.jobs.AbortRule.Met;
import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cancels jobs that meet one of their criteria, as an operator would without force.
final class JobAborts {
  static final String REASON = "ABORT_CRITERIA_MET";
  private static final Logger log = LoggerFactory.getLogger(JobAborts.class);

  private final Database database;
  private final JobCancellations cancellations;

  JobAborts(Database database, Changes changes) {
    this.database = database;
    this.cancellations = new JobCancellations(changes);
  }

  /// Whether this canceled the job. A job that cannot be looked at goes on.
  boolean abort(long job, Instant now) {
    try {
      Optional<Met> met = database.read(reading -> met(reading, job));
      return met.isPresent()
          && database.write(transaction -> cancel(transaction, job, met.get(), now));
    } catch (RuntimeException e) {
      log.error("whether a job is to be aborted could not be told", e);
      return false;
    }
  }

  private static Optional<Met> met(Reading reading, long job) {
    AbortConfig config =
        JobDefinitionStore.configuration(reading, job)
            .map(JobConfiguration::abort)
            .orElse(AbortConfig.NONE);
    return config.equals(AbortConfig.NONE)
        ? Optional.empty()
        : AbortRule.met(config, JobTally.of(reading, job));
  }

  /// Another pass, or an operator, may have ended the job in between.
  private boolean cancel(Transaction transaction, long job, Met met, Instant now) {
    Optional<String> jobId = JobStore.nameOfActive(transaction, job);
    jobId.ifPresent(
        id ->
            cancellations.cancel(
                transaction, job, id, new Job.Cancellation(false, REASON, met.comment()), now));
    return jobId.isPresent();
  }
}
