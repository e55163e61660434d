package io.drover.jobs;

import io.drover.changes.Change;
import java.util.List;

/// A maintenance window of `jobId` has opened: what each of these things has queued of it can be
/// seen again. Whoever needs a thing's list or head reads it.
public record ExecutionsShown(String jobId, List<String> thingNames) implements Change {
  public ExecutionsShown {
    thingNames = List.copyOf(thingNames);
  }
}
