package io.drover.jobs;

import io.drover.changes.Change;
import java.util.List;

/// A slice of a rollout queued one execution of `jobId` on each of these things, behind what they
/// had pending. Whoever needs a thing's list or head reads it.
public record ExecutionsQueued(String jobId, List<String> thingNames) implements Change {
  public ExecutionsQueued {
    thingNames = List.copyOf(thingNames);
  }
}
