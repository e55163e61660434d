package io.drover.api.events;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.events.EventConfiguration;
import io.drover.events.EventConfigurations;
import io.drover.events.EventType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public record DescribeEventConfigurations(EventConfigurations configurations)
    implements Operation<
        DescribeEventConfigurations.Request, DescribeEventConfigurations.Response> {

  public record Request() {}

  public record Response(
      Map<EventType, Configuration> eventConfigurations,
      @Nullable Instant creationDate,
      @Nullable Instant lastModifiedDate) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:DescribeEventConfigurations", "*");
    EventConfiguration described = configurations.describe();
    Map<EventType, Configuration> all = new EnumMap<>(EventType.class);
    described.enabled().forEach((type, enabled) -> all.put(type, new Configuration(enabled)));
    return new Response(
        all, described.createdAt().orElse(null), described.modifiedAt().orElse(null));
  }
}
