package io.drover.jobs.simulation;

/// The store could not do what it was asked, and has undone it.
final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreFailure() {
    super("the store fails", null, false, false);
  }
}
