package io.drover.jobs.templates;

import java.time.Instant;

/// A template as lists show it.
public record JobTemplateSummary(String id, String description, Instant createdAt) {}
