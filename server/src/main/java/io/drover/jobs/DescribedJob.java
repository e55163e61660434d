package io.drover.jobs;

/// A job and what has come of it so far.
public record DescribedJob(Job job, ExecutionCounts counts) {}
