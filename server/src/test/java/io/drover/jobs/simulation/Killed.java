package io.drover.jobs.simulation;

/// The server that was doing this is no more. Not an exception: nothing of it may go on.
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("killed", null, false, false);
  }
}
