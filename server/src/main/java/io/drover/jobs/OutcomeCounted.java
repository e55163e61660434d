package io.drover.jobs;

import io.drover.changes.Change;

/// What counts for the criteria by which a job aborts itself has changed, or the criteria have.
record OutcomeCounted(long job) implements Change {}
