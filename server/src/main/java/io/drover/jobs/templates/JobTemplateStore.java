package io.drover.jobs.templates;

import io.drover.jobs.configuration.JobConfigurationJson;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.util.List;
import java.util.Optional;

/// Templates as rows.
final class JobTemplateStore {
  private JobTemplateStore() {}

  static void add(Transaction transaction, JobTemplate template) {
    JobTemplateSummary summary = template.summary();
    transaction.update(
        """
        INSERT INTO job_template (name, description, created_at, document_source, document,
                                  configuration)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        summary.id(),
        summary.description(),
        summary.createdAt(),
        template.documentSource(),
        template.document(),
        JobConfigurationJson.write(template.configuration()));
  }

  static boolean exists(Reading reading, String id) {
    return reading.exists("SELECT 1 FROM job_template WHERE name = ?", id);
  }

  static long count(Reading reading) {
    return reading.first("SELECT COUNT(*) FROM job_template", row -> row.number(1)).orElseThrow();
  }

  static Optional<JobTemplate> find(Reading reading, String id) {
    return reading.first(
        """
        SELECT name, description, created_at, document_source, document, configuration
        FROM job_template WHERE name = ?
        """,
        JobTemplateStore::template,
        id);
  }

  /// At most `rows` templates whose ids come after the given one, in their order.
  static List<JobTemplateSummary> list(Reading reading, String after, int rows) {
    return reading.list(
        """
        SELECT name, description, created_at FROM job_template
        WHERE name > ? ORDER BY name LIMIT ?
        """,
        JobTemplateStore::summary,
        after,
        rows);
  }

  /// Whether there was one.
  static boolean delete(Transaction transaction, String id) {
    return transaction.update("DELETE FROM job_template WHERE name = ?", id) == 1;
  }

  private static JobTemplate template(Row row) {
    return new JobTemplate(
        summary(row), row.optionalText(4), row.text(5), JobConfigurationJson.read(row.text(6)));
  }

  private static JobTemplateSummary summary(Row row) {
    return new JobTemplateSummary(row.text(1), row.text(2), row.instant(3));
  }
}
