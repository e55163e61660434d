package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingName;
import io.drover.registry.Things;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record DeleteThing(Things things, Arns arns, InstantSource clock)
    implements Operation<DeleteThing.Request, Nothing> {

  public record Request(String thingName, @Nullable Long expectedVersion) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteThing", arns.of("thing", request.thingName()));
    things.delete(
        new ThingName(request.thingName()),
        Optional.ofNullable(request.expectedVersion()),
        clock.instant());
    return Nothing.NOTHING;
  }
}
