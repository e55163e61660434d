package io.drover.jobs;

import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Jobs as rows: where they stand, and what their executions read of them.
final class JobStore {
  private JobStore() {}

  static Optional<JobEntry> find(Reading reading, String jobId) {
    return reading.first(JobEntry.COLUMNS + " FROM job j WHERE j.name = ?", JobEntry::of, jobId);
  }

  /// A job, and what lists show of it.
  record Keyed(JobEntry entry, Job job) {
    long key() {
      return entry.key();
    }
  }

  static Optional<Keyed> load(Reading reading, String jobId) {
    return reading.first(
        JobEntry.COLUMNS
            + """
            , j.description, j.namespace, j.force_canceled, j.reason_code, j.comment,
              d.targets, d.document_source, d.template_arn, d.parameters, d.configuration,
              j.url_role, j.url_seconds, j.in_progress_minutes
            FROM job j JOIN job_definition d ON d.job_id = j.id
            WHERE j.name = ?
            """,
        JobStore::keyed,
        jobId);
  }

  private static Keyed keyed(Row row) {
    JobEntry entry = JobEntry.of(row);
    Job job =
        new Job(
            entry.summary(),
            JobDefinitionStore.definition(row, 14),
            row.optionalText(9),
            row.optionalText(10),
            new Job.Cancellation(row.flag(11), row.optionalText(12), row.optionalText(13)),
            entry.phase() == JobPhase.ROLLING_OUT);
    return new Keyed(entry, job);
  }

  /// Answers the key of the new job.
  static long add(
      Transaction transaction,
      NewJob asked,
      JobStanding standing,
      long memberMark,
      String document,
      JobTargets.Resolved targets,
      Instant now) {
    JobConfiguration configuration = asked.definition().configuration();
    long job =
        transaction.insert(
            """
            INSERT INTO job (name, status, phase, cursor_group, cursor_thing, target_selection,
                             namespace, force_canceled, created_at, updated_at, in_progress_minutes,
                             url_role, url_seconds, may_abort, description, windowed, hidden,
                             schedule_at, member_mark)
            VALUES (?, ?, ?, 0, 0, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING id
            """,
            asked.jobId(),
            standing.status().code(),
            standing.phase().code(),
            asked.targetSelection().code(),
            asked.namespaceId(),
            now,
            now,
            configuration.timeout().minutes(),
            configuration.urls().roleArn(),
            configuration.urls().expiresInSec(),
            mayAbort(configuration),
            asked.description(),
            configuration.schedule().hasWindows(),
            standing.hidden(),
            standing.scheduleAt(),
            memberMark);
    JobDefinitionStore.add(transaction, job, asked.definition(), document, targets);
    return job;
  }

  /// Changes what executions read, and has the background look at the job again; the rest is
  /// [JobDefinitionStore#update]'s.
  static void update(
      Transaction transaction,
      long job,
      @Nullable String description,
      JobConfiguration configuration,
      Instant now) {
    transaction.update(
        """
        UPDATE job
        SET description = ?, url_role = ?, url_seconds = ?, in_progress_minutes = ?, may_abort = ?,
            due_at = 0, updated_at = ?
        WHERE id = ?
        """,
        description,
        configuration.urls().roleArn(),
        configuration.urls().expiresInSec(),
        configuration.timeout().minutes(),
        mayAbort(configuration),
        now,
        job);
  }

  private static boolean mayAbort(JobConfiguration configuration) {
    return !configuration.abort().equals(AbortConfig.NONE);
  }

  /// Jobs after this one whose end has not come, and that have criteria by which they abort
  /// themselves.
  static List<Long> mayAbort(Reading reading, long after, int most) {
    return reading.list(
        """
        SELECT id FROM job
        WHERE may_abort = 1 AND status <= 1 AND over = 0 AND id > ?
        ORDER BY id
        LIMIT ?
        """,
        row -> row.number(1),
        after,
        most);
  }

  /// Empty once the job has ended, or its end has come.
  static Optional<String> nameOfActive(Reading reading, long job) {
    return reading.first(
        "SELECT name FROM job WHERE id = ? AND status <= 1 AND over = 0", row -> row.text(1), job);
  }

  static void cancel(
      Transaction transaction, long job, Job.Cancellation cancellation, Instant now) {
    transaction.update(
        """
        UPDATE job
        SET status = ?, phase = ?, cursor_thing = 0, due_at = 0, schedule_at = NULL,
            force_canceled = ?, reason_code = ?, comment = ?, updated_at = ?
        WHERE id = ?
        """,
        JobStatus.CANCELED.code(),
        JobPhase.CANCELING.code(),
        cancellation.forced(),
        cancellation.reasonCode(),
        cancellation.comment(),
        now,
        job);
    OpenGroups.close(transaction, job);
  }

  static void startDeletion(Transaction transaction, long job, Instant now) {
    transaction.update(
        """
        UPDATE job
        SET status = ?, phase = ?, due_at = 0, updated_at = ?, schedule_at = NULL
        WHERE id = ?
        """,
        JobStatus.DELETION_IN_PROGRESS.code(),
        JobPhase.DELETING.code(),
        now,
        job);
    OpenGroups.close(transaction, job);
  }

  /// The rollout of a job that is in progress goes on, to targets that have been added.
  static void reach(Transaction transaction, long job, @Nullable String comment, Instant now) {
    transaction.update(
        """
        UPDATE job SET phase = ?, comment = COALESCE(?, comment), updated_at = ? WHERE id = ?
        """,
        JobPhase.ROLLING_OUT.code(),
        comment,
        now,
        job);
  }

  /// From now on the job is for those who became members before the mark.
  static void mark(Transaction transaction, long job, long memberMark) {
    transaction.update("UPDATE job SET member_mark = ? WHERE id = ?", memberMark, job);
  }

  /// Jobs of which [JobPhase#isConcurrent].
  static long countConcurrent(Reading reading) {
    return countIn(reading, JobPhase.ROLLING_OUT)
        + countIn(reading, JobPhase.CANCELING)
        + countIn(reading, JobPhase.ENDING);
  }

  static long countIn(Reading reading, JobPhase phase) {
    return reading
        .first("SELECT COUNT(*) FROM job WHERE phase = ?", row -> row.number(1), phase.code())
        .orElseThrow();
  }

  /// Removes a job that has no executions any more.
  static void delete(Transaction transaction, long job) {
    JobTally.forget(transaction, job);
    JobArrivals.forget(transaction, job);
    JobDefinitionStore.delete(transaction, job);
    transaction.update("DELETE FROM job WHERE id = ?", job);
  }

  /// The job ends unless something else has happened to it; answers whether it did.
  static boolean complete(Transaction transaction, long job, Instant now) {
    return transaction.update(
            """
            UPDATE job SET status = ?, completed_at = ?, updated_at = ?, schedule_at = NULL
            WHERE id = ? AND status = ? AND phase = ?
            """,
            JobStatus.COMPLETED.code(),
            now,
            now,
            job,
            JobStatus.IN_PROGRESS.code(),
            JobPhase.SETTLED.code())
        == 1;
  }

  static String name(Reading reading, long job) {
    return reading
        .first("SELECT name FROM job WHERE id = ?", row -> row.text(1), job)
        .orElseThrow();
  }

  /// Whether the job is in progress although it is rolled out and nothing is pending.
  static boolean isOver(Reading reading, long job) {
    return reading.exists(
        """
        SELECT 1 FROM job j
        WHERE j.id = ? AND j.status = 0 AND j.phase = 0
          AND COALESCE((SELECT SUM(c.in_progress + c.queued) FROM job_tally c
                        WHERE c.job_id = j.id), 0) = 0
        """,
        job);
  }

  static boolean isIn(Reading reading, long job, JobPhase phase) {
    return reading.exists("SELECT 1 FROM job WHERE id = ? AND phase = ?", job, phase.code());
  }

  /// Jobs as [#isOver] tells.
  static List<Long> over(Reading reading, int most) {
    return reading.list(
        """
        SELECT j.id FROM job j
        WHERE j.status = 0 AND j.phase = 0
          AND COALESCE((SELECT SUM(c.in_progress + c.queued) FROM job_tally c
                        WHERE c.job_id = j.id), 0) = 0
        LIMIT ?
        """,
        row -> row.number(1),
        most);
  }
}
