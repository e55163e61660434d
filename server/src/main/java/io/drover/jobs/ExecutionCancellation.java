package io.drover.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an operator cancels one execution. Absent details leave the stored ones; an absent version
/// fits any.
public record ExecutionCancellation(
    boolean force, @Nullable Long expectedVersion, @Nullable Map<String, String> statusDetails) {}
