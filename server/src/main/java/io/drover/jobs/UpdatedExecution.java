package io.drover.jobs;

import io.drover.protocol.ExecutionState;
import org.jspecify.annotations.Nullable;

/// The outcome of a device's update; the document is there when it was asked for.
public record UpdatedExecution(ExecutionState state, @Nullable String jobDocument) {}
