package io.drover.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a device reports of an execution. Absent details leave the stored ones; present ones
/// replace them all. The step timeout counts minutes, 1 to 10,080, or is -1 to stop the running
/// step timer.
public record ExecutionUpdate(
    JobExecutionStatus status,
    @Nullable Map<String, String> statusDetails,
    @Nullable Long expectedVersion,
    @Nullable Long executionNumber,
    boolean includeJobDocument,
    @Nullable Long stepTimeoutInMinutes) {}
