package io.drover.api.shadow;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Shows a shadow with its delta. Nobody else is told.
public record GetThingShadow(Shadows shadows, ShadowAccess access, InstantSource clock)
    implements Operation<GetThingShadow.Request, GetThingShadow.Response> {

  public record Request(String thingName, @Nullable String shadowName) {}

  public record Response(byte[] payload) {}

  @Override
  public Response answer(Request request, Caller caller) {
    ShadowId id = ShadowId.of(request.thingName(), request.shadowName());
    access.require(caller, "GetThingShadow", id);
    return new Response(shadows.get(id).stated(clock.instant(), null).json());
  }
}
