package io.drover.jobs.templates;

import io.drover.jobs.configuration.JobConfiguration;
import org.jspecify.annotations.Nullable;

/// A template that an operator keeps. It never changes.
///
/// @param documentSource where the document was read from when the template was made
/// @param configuration has no start and no end, only maintenance windows
public record JobTemplate(
    JobTemplateSummary summary,
    @Nullable String documentSource,
    String document,
    JobConfiguration configuration) {}
