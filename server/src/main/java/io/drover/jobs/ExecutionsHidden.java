package io.drover.jobs;

import io.drover.changes.Change;
import java.util.List;
import java.util.Set;

/// A maintenance window of a job has closed: what each of these things has queued of it cannot be
/// seen any more. Whoever needs a thing's list or head reads it.
///
/// @param withNewHead those of which it was the first of the queue
public record ExecutionsHidden(List<String> thingNames, Set<String> withNewHead) implements Change {
  public ExecutionsHidden {
    thingNames = List.copyOf(thingNames);
    withNewHead = Set.copyOf(withNewHead);
  }
}
