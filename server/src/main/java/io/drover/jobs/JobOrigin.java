package io.drover.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a job's document was made from, where it was not given directly.
///
/// @param documentSource the URL of an object in S3
/// @param jobTemplateArn the template that gives the document and what the job does not ask for
/// @param documentParameters what the template's placeholders stand for
public record JobOrigin(
    @Nullable String documentSource,
    @Nullable String jobTemplateArn,
    Map<String, String> documentParameters) {
  public static final JobOrigin NONE = new JobOrigin(null, null, Map.of());

  public JobOrigin {
    documentParameters = Map.copyOf(documentParameters);
  }
}
