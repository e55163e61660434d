package io.drover.jobs.templates;

import io.drover.jobs.configuration.JobConfiguration;
import io.drover.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator asks of a template.
///
/// @param jobArn the job that gives what is not asked for; null if there is none
public record NewJobTemplate(
    String id,
    String description,
    @Nullable String jobArn,
    @Nullable String document,
    @Nullable String documentSource,
    JobConfiguration configuration,
    List<Tag> tags) {
  public NewJobTemplate {
    tags = List.copyOf(tags);
  }

  /// This template with what a job gives where it asks for nothing itself.
  NewJobTemplate completedBy(String otherDocument, JobConfiguration other) {
    boolean asksForDocument = document != null || documentSource != null;
    return new NewJobTemplate(
        id,
        description,
        jobArn,
        asksForDocument ? document : otherDocument,
        documentSource,
        configuration.orElse(other),
        tags);
  }
}
