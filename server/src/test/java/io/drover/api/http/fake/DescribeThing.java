package io.drover.api.http.fake;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.rejection.Rejection.ResourceNotFound;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Remembers what it was asked.
public final class DescribeThing
    implements Operation<DescribeThing.Request, DescribeThing.Response> {
  public final List<Request> asked = new CopyOnWriteArrayList<>();

  public record Request(String thingName) {}

  public record Response(
      String thingName,
      @Nullable String thingTypeName,
      Map<String, String> attributes,
      long version) {}

  @Override
  public Response answer(Request request, Caller caller) {
    asked.add(request);
    if (request.thingName().equals("missing")) {
      throw new ResourceNotFound("Thing missing does not exist.").toException();
    }
    if (request.thingName().equals("broken")) {
      throw new IllegalStateException("a bug");
    }
    return new Response(request.thingName(), null, Map.of("by", caller.principalId()), 3);
  }
}
