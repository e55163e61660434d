package io.drover.jobs;

import io.drover.changes.Change;

/// A maintenance window of a job has opened or closed.
record WindowEdge(String jobId) implements Change {}
