package io.drover.jobs.simulation;

import io.drover.store.Database;
import java.time.Instant;
import java.util.List;

/// Looks at the store after every commit and holds each [Rule] against what has changed.
final class Auditor {
  private final Database store;
  private final List<Rule> rules;
  private State current = State.EMPTY;

  /// What must hold of every commit.
  interface Rule {
    void check(State before, State after, Instant now);
  }

  Auditor(Database store, List<Rule> rules) {
    this.store = store;
    this.rules = rules;
  }

  /// What was committed last.
  State current() {
    return current;
  }

  /// @param now by the clock that is furthest ahead
  void committed(Instant now) {
    State before = current;
    current = State.of(store);
    rules.forEach(rule -> rule.check(before, current, now));
  }
}
