package io.drover.jobs;

import io.drover.changes.Change;

/// A job has come into a phase in which the background has work to do.
record PhaseEntered(JobPhase phase) implements Change {}
