package io.drover.api.events;

import io.drover.api.http.Operation;
import io.drover.events.EventConfigurations;
import java.time.InstantSource;
import java.util.List;

/// All operations of this package, over the feature that they call.
public record EventOperations(EventConfigurations configurations, InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return List.of(
        new DescribeEventConfigurations(configurations),
        new UpdateEventConfigurations(configurations, clock));
  }
}
