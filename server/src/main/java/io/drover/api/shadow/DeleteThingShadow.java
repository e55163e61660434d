package io.drover.api.shadow;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Deletes a shadow, and answers the version that it had.
public record DeleteThingShadow(Shadows shadows, ShadowAccess access, InstantSource clock)
    implements Operation<DeleteThingShadow.Request, DeleteThingShadow.Response> {

  public record Request(String thingName, @Nullable String shadowName) {}

  public record Response(byte[] payload) {}

  @Override
  public Response answer(Request request, Caller caller) {
    ShadowId id = ShadowId.of(request.thingName(), request.shadowName());
    access.require(caller, "DeleteThingShadow", id);
    return new Response(shadows.delete(id, null, clock.instant()).accepted().json());
  }
}
