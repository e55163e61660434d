package io.drover.jobs;

import io.drover.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator asks for. Targets are ARNs of things and of thing groups; the document is given
/// directly or as the URL of an object in S3.
///
/// @param inProgressMinutes 1 to 10,080, or null for no limit
public record NewJob(
    String jobId,
    List<String> targets,
    @Nullable String document,
    @Nullable String documentSource,
    @Nullable String description,
    PresignedUrls urls,
    @Nullable Long inProgressMinutes,
    @Nullable String namespaceId,
    List<Tag> tags) {
  public NewJob {
    targets = List.copyOf(targets);
    tags = List.copyOf(tags);
    InProgressTimeout.check(inProgressMinutes);
  }
}
