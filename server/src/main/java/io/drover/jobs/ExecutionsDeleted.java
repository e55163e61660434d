package io.drover.jobs;

import io.drover.changes.Change;
import java.util.List;

/// One execution of `jobId` was removed from each of these things, whatever its status was. A name
/// stands as often as executions of its thing were removed.
public record ExecutionsDeleted(String jobId, List<String> thingNames) implements Change {
  public ExecutionsDeleted {
    thingNames = List.copyOf(thingNames);
  }
}
