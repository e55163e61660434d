package io.drover.jobs;

import io.drover.jobs.configuration.JobConfiguration;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator asks for. Maintenance windows are for jobs that go on: they need
/// [TargetSelection#CONTINUOUS].
///
/// @param document null if it comes from where the definition says
public record NewJob(
    String jobId,
    TargetSelection targetSelection,
    @Nullable String document,
    JobDefinition definition,
    @Nullable String description,
    @Nullable String namespaceId,
    List<Tag> tags) {
  public NewJob {
    tags = List.copyOf(tags);
    if (definition.configuration().schedule().hasWindows()
        && targetSelection != TargetSelection.CONTINUOUS) {
      throw new InvalidRequest(
              "schedulingConfig.maintenanceWindows needs the targetSelection CONTINUOUS.")
          .toException();
    }
  }

  /// This job with what a template gives where it asks for nothing itself.
  public NewJob completedBy(
      String otherDocument, String otherDescription, JobConfiguration otherConfiguration) {
    return new NewJob(
        jobId,
        targetSelection,
        asksForDocument() ? document : otherDocument,
        new JobDefinition(
            definition.targets(),
            definition.origin(),
            definition.configuration().orElse(otherConfiguration)),
        description == null ? otherDescription : description,
        namespaceId,
        tags);
  }

  /// Whether the document is its own, and not a template's.
  public boolean asksForDocument() {
    return document != null || definition.origin().documentSource() != null;
  }
}
