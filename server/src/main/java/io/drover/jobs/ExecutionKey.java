package io.drover.jobs;

/// Identifies an execution in the store.
record ExecutionKey(long job, long thing, long number) {}
