package io.drover.jobs;

import java.util.Optional;

/// Which executions on a thing a list shows: those that fit everything that is given.
public record ExecutionFilter(
    String thingName,
    Optional<JobExecutionStatus> status,
    Optional<String> jobId,
    Optional<String> namespaceId) {}
