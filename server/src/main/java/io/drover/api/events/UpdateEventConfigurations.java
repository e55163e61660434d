package io.drover.api.events;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.events.EventConfigurations;
import io.drover.events.EventType;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public record UpdateEventConfigurations(EventConfigurations configurations, InstantSource clock)
    implements Operation<UpdateEventConfigurations.Request, Nothing> {

  public record Request(@Nullable Map<EventType, Configuration> eventConfigurations) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:UpdateEventConfigurations", "*");
    if (request.eventConfigurations() != null) {
      configurations.update(decode(request.eventConfigurations()), clock.instant());
    }
    return Nothing.NOTHING;
  }

  /// A kind of which nothing is said stays as it is.
  private static Map<EventType, Boolean> decode(Map<EventType, Configuration> wire) {
    Map<EventType, Boolean> changes = new EnumMap<>(EventType.class);
    wire.forEach(
        (type, configuration) -> {
          if (configuration.Enabled() != null) {
            changes.put(type, configuration.Enabled());
          }
        });
    return changes;
  }
}
