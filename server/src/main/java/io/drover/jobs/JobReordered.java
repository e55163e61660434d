package io.drover.jobs;

import io.drover.changes.Change;

/// A job has another priority than before.
record JobReordered(String jobId) implements Change {}
