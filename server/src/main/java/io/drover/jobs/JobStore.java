package io.drover.jobs;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import tools.jackson.databind.json.JsonMapper;

/// Jobs as rows.
final class JobStore {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String SUMMARY =
      """
      SELECT j.id, j.phase, j.name, j.status, j.target_selection, j.created_at, j.updated_at,
             j.completed_at\
      """;

  private JobStore() {}

  /// A job's key, and what it is as far as lists show it.
  record Entry(long key, JobPhase phase, JobSummary summary) {}

  private static Entry entry(Row row) {
    JobPhase phase = JobPhase.ofCode(row.number(2));
    return new Entry(
        row.number(1),
        phase,
        new JobSummary(
            row.text(3),
            null,
            JobStatus.ofCode(row.number(4)),
            TargetSelection.ofCode(row.number(5)),
            row.instant(6),
            row.instant(7),
            row.optionalInstant(8),
            phase.isConcurrent()));
  }

  static Optional<Entry> find(Reading reading, String jobId) {
    return reading.first(SUMMARY + " FROM job j WHERE j.name = ?", JobStore::entry, jobId);
  }

  /// A job by its key.
  record Keyed(long key, Job job) {}

  static Optional<Keyed> load(Reading reading, String jobId) {
    return reading.first(
        SUMMARY
            + """
            , d.targets, d.document_source, j.description, j.url_role, j.url_seconds,
              j.in_progress_minutes, j.namespace, j.force_canceled, j.reason_code, j.comment
            FROM job j JOIN job_definition d ON d.job_id = j.id
            WHERE j.name = ?
            """,
        JobStore::keyed,
        jobId);
  }

  private static Keyed keyed(Row row) {
    Entry entry = entry(row);
    Job job =
        new Job(
            entry.summary(),
            Arrays.asList(JSON.readValue(row.text(9), String[].class)),
            row.optionalText(10),
            row.optionalText(11),
            new PresignedUrls(row.optionalText(12), row.optionalNumber(13)),
            row.optionalNumber(14),
            row.optionalText(15),
            new Job.Cancellation(row.flag(16), row.optionalText(17), row.optionalText(18)),
            entry.phase() == JobPhase.ROLLING_OUT);
    return new Keyed(entry.key(), job);
  }

  static Optional<String> document(Reading reading, long job) {
    return reading.first(
        "SELECT document FROM job_definition WHERE job_id = ?", row -> row.text(1), job);
  }

  static Optional<String> document(Reading reading, String jobId) {
    return reading.first(
        """
        SELECT d.document FROM job j JOIN job_definition d ON d.job_id = j.id WHERE j.name = ?
        """,
        row -> row.text(1),
        jobId);
  }

  /// Jobs in the order of their status, then of their creation, after the given place.
  static List<Entry> list(
      Reading reading, JobFilter filter, long afterStatus, long afterJob, int most) {
    return reading.list(
        SUMMARY
            + """
             FROM job j
            WHERE j.status BETWEEN ? AND ? AND (j.status, j.id) > (?, ?)
              AND j.target_selection BETWEEN ? AND ? AND (? = '' OR j.namespace = ?)
            ORDER BY j.status, j.id
            LIMIT ?
            """,
        JobStore::entry,
        filter.status().map(JobStatus::code).orElse(0),
        filter.status().map(JobStatus::code).orElse(Integer.MAX_VALUE),
        afterStatus,
        afterJob,
        filter.targetSelection().map(TargetSelection::code).orElse(0),
        filter.targetSelection().map(TargetSelection::code).orElse(Integer.MAX_VALUE),
        filter.namespaceId().orElse(""),
        filter.namespaceId().orElse(""),
        most);
  }

  /// As [#list], of jobs that name the group as a target.
  static List<Entry> listOfGroup(
      Reading reading, long group, JobFilter filter, long afterStatus, long afterJob, int most) {
    return reading.list(
        SUMMARY
            + """
             FROM job_target x JOIN job j ON j.id = x.job_id
            WHERE x.target_id = ? AND x.kind = 1
              AND j.status BETWEEN ? AND ? AND (j.status, j.id) > (?, ?)
              AND j.target_selection BETWEEN ? AND ? AND (? = '' OR j.namespace = ?)
            ORDER BY j.status, j.id
            LIMIT ?
            """,
        JobStore::entry,
        group,
        filter.status().map(JobStatus::code).orElse(0),
        filter.status().map(JobStatus::code).orElse(Integer.MAX_VALUE),
        afterStatus,
        afterJob,
        filter.targetSelection().map(TargetSelection::code).orElse(0),
        filter.targetSelection().map(TargetSelection::code).orElse(Integer.MAX_VALUE),
        filter.namespaceId().orElse(""),
        filter.namespaceId().orElse(""),
        most);
  }

  /// A group by its internal and its public id.
  record Group(long key, String uuid) {}

  static Optional<Group> groupOfId(Reading reading, String uuid) {
    return reading.first("SELECT id, uuid FROM thing_group WHERE uuid = ?", JobStore::group, uuid);
  }

  static Optional<Group> groupOfName(Reading reading, String name) {
    return reading.first("SELECT id, uuid FROM thing_group WHERE name = ?", JobStore::group, name);
  }

  private static Group group(Row row) {
    return new Group(row.number(1), row.text(2));
  }

  /// Adds a job that is to be rolled out.
  static void add(
      Transaction transaction,
      NewJob asked,
      String document,
      JobTargets.Resolved targets,
      Instant now) {
    long job =
        transaction.insert(
            """
            INSERT INTO job (name, status, phase, cursor_group, cursor_thing, target_selection,
                             namespace, force_canceled, created_at, updated_at, in_progress_minutes,
                             url_role, url_seconds, description)
            VALUES (?, ?, ?, 0, 0, ?, ?, 0, ?, ?, ?, ?, ?, ?)
            RETURNING id
            """,
            asked.jobId(),
            JobStatus.IN_PROGRESS.code(),
            JobPhase.ROLLING_OUT.code(),
            TargetSelection.SNAPSHOT.code(),
            asked.namespaceId(),
            now,
            now,
            asked.inProgressMinutes(),
            asked.urls().roleArn(),
            asked.urls().expiresInSec(),
            asked.description());
    transaction.update(
        """
        INSERT INTO job_definition (job_id, targets, document_source, document)
        VALUES (?, ?, ?, ?)
        """,
        job,
        JSON.writeValueAsString(asked.targets()),
        asked.documentSource(),
        document);
    addTargets(transaction, job, 0, targets.things());
    addTargets(transaction, job, 1, targets.groups());
    addTargets(transaction, job, 2, targets.below());
  }

  private static void addTargets(
      Transaction transaction, long job, int kind, SortedSet<Long> targets) {
    for (long target : targets) {
      transaction.update(
          "INSERT INTO job_target (job_id, kind, target_id) VALUES (?, ?, ?)", job, kind, target);
    }
  }

  static void update(Transaction transaction, Keyed keyed, JobUpdate update, Instant now) {
    Job before = keyed.job();
    PresignedUrls urls = update.urls().orElse(before.urls());
    transaction.update(
        """
        UPDATE job
        SET description = ?, url_role = ?, url_seconds = ?, in_progress_minutes = ?, updated_at = ?
        WHERE id = ?
        """,
        update.description().orElse(before.description()),
        urls.roleArn(),
        urls.expiresInSec(),
        update.timeout().isPresent()
            ? update.timeout().get().minutes()
            : before.inProgressMinutes(),
        now,
        keyed.key());
  }

  static void cancel(
      Transaction transaction, long job, Job.Cancellation cancellation, Instant now) {
    transaction.update(
        """
        UPDATE job
        SET status = ?, phase = ?, cursor_thing = 0, force_canceled = ?, reason_code = ?,
            comment = ?, updated_at = ?
        WHERE id = ?
        """,
        JobStatus.CANCELED.code(),
        JobPhase.CANCELING.code(),
        cancellation.forced(),
        cancellation.reasonCode(),
        cancellation.comment(),
        now,
        job);
  }

  static void startDeletion(Transaction transaction, long job, Instant now) {
    transaction.update(
        "UPDATE job SET status = ?, phase = ?, updated_at = ? WHERE id = ?",
        JobStatus.DELETION_IN_PROGRESS.code(),
        JobPhase.DELETING.code(),
        now,
        job);
  }

  static long countIn(Reading reading, JobPhase phase) {
    return reading
        .first("SELECT COUNT(*) FROM job WHERE phase = ?", row -> row.number(1), phase.code())
        .orElseThrow();
  }

  /// Removes a job that has no executions any more.
  static void delete(Transaction transaction, long job) {
    JobTally.forget(transaction, job);
    transaction.update("DELETE FROM job_target WHERE job_id = ?", job);
    transaction.update("DELETE FROM job_definition WHERE job_id = ?", job);
    transaction.update("DELETE FROM job WHERE id = ?", job);
  }

  /// The job ends unless something else has happened to it.
  static void complete(Transaction transaction, long job, Instant now) {
    transaction.update(
        """
        UPDATE job SET status = ?, completed_at = ?, updated_at = ?
        WHERE id = ? AND status = ? AND phase = ?
        """,
        JobStatus.COMPLETED.code(),
        now,
        now,
        job,
        JobStatus.IN_PROGRESS.code(),
        JobPhase.SETTLED.code());
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
