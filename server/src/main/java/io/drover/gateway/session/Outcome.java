package io.drover.gateway.session;

/// Told once it is known whether a change is durable, on the journal's thread: must be quick.
@FunctionalInterface
public interface Outcome {
  /// For changes that nobody waits for; a failure is logged.
  Outcome UNWATCHED = _ -> {};

  void known(boolean durable);
}
