package io.drover.jobs;

/// Names one execution.
public record ExecutionName(String thingName, String jobId, long executionNumber) {}
