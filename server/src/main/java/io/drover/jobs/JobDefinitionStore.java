package io.drover.jobs;

import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.JobConfigurationJson;
import io.drover.jobs.configuration.PresignedUrls;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What was asked of jobs, as rows. How URLs are made and the timeout stand in the job itself, for
/// its executions to read; the rest of the configuration is one JSON text.
final class JobDefinitionStore {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private JobDefinitionStore() {}

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

  /// Reads targets, source, template, parameters, configuration, role, seconds and minutes, which
  /// stand in this order from the given column on.
  static JobDefinition definition(Row row, int column) {
    return new JobDefinition(
        Arrays.asList(JSON.readValue(row.text(column), String[].class)),
        new JobOrigin(
            row.optionalText(column + 1),
            row.optionalText(column + 2),
            JSON.readValue(row.text(column + 3), TEXTS)),
        configuration(row, column + 4));
  }

  private static JobConfiguration configuration(Row row, int column) {
    return JobConfigurationJson.read(row.text(column))
        .with(new PresignedUrls(row.optionalText(column + 1), row.optionalNumber(column + 2)))
        .with(new InProgressTimeout(row.optionalNumber(column + 3)));
  }

  /// The configuration of a job, which may have gone meanwhile.
  static Optional<JobConfiguration> configuration(Reading reading, long job) {
    return reading.first(
        """
        SELECT d.configuration, j.url_role, j.url_seconds, j.in_progress_minutes
        FROM job j JOIN job_definition d ON d.job_id = j.id
        WHERE j.id = ?
        """,
        row -> configuration(row, 1),
        job);
  }

  /// How a job tries again; not at all once its end has come.
  static RetryConfig retry(Reading reading, long job) {
    return reading
        .first(
            """
            SELECT d.configuration FROM job j JOIN job_definition d ON d.job_id = j.id
            WHERE j.id = ? AND j.status <= 1 AND j.over = 0
            """,
            row -> JobConfigurationJson.read(row.text(1)).retry(),
            job)
        .orElse(RetryConfig.NONE);
  }

  static void add(
      Transaction transaction,
      long job,
      JobDefinition asked,
      String document,
      JobTargets.Resolved targets) {
    JobOrigin origin = asked.origin();
    transaction.update(
        """
        INSERT INTO job_definition (job_id, targets, document_source, document, template_arn,
                                    parameters, configuration)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        job,
        JSON.writeValueAsString(asked.targets()),
        origin.documentSource(),
        document,
        origin.jobTemplateArn(),
        JSON.writeValueAsString(origin.documentParameters()),
        json(asked.configuration()));
    addTargets(transaction, job, targets);
  }

  /// Those that the job has already stay as they are.
  static void addTargets(Transaction transaction, long job, JobTargets.Resolved targets) {
    addTargets(transaction, job, 0, targets.things());
    addTargets(transaction, job, 1, targets.groups());
    addTargets(transaction, job, 2, targets.below());
  }

  static void rename(Transaction transaction, long job, List<String> targets) {
    transaction.update(
        "UPDATE job_definition SET targets = ? WHERE job_id = ?",
        JSON.writeValueAsString(targets),
        job);
  }

  private static void addTargets(
      Transaction transaction, long job, int kind, SortedSet<Long> targets) {
    for (long target : targets) {
      transaction.update(
          """
          INSERT INTO job_target (job_id, kind, target_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
          """,
          job,
          kind,
          target);
    }
  }

  static void update(Transaction transaction, long job, JobConfiguration configuration) {
    transaction.update(
        "UPDATE job_definition SET configuration = ? WHERE job_id = ?", json(configuration), job);
  }

  private static String json(JobConfiguration configuration) {
    return JobConfigurationJson.write(
        configuration.with(PresignedUrls.NONE).with(InProgressTimeout.NONE));
  }

  static void delete(Transaction transaction, long job) {
    transaction.update("DELETE FROM job_target WHERE job_id = ?", job);
    transaction.update("DELETE FROM job_definition WHERE job_id = ?", job);
  }
}
