package io.drover.jobs;

import io.drover.changes.Change;

/// A job may have no pending execution any more.
record NothingPending(long job) implements Change {}
