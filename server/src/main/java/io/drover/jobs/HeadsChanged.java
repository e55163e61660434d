package io.drover.jobs;

import io.drover.changes.Change;
import java.util.List;

/// Of each of these things another execution is the first of the queue, though none came or went.
/// Whoever needs the head reads it.
public record HeadsChanged(List<String> thingNames) implements Change {
  public HeadsChanged {
    thingNames = List.copyOf(thingNames);
  }
}
