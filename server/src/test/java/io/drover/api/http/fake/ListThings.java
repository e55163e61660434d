package io.drover.api.http.fake;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Remembers what it was asked.
public final class ListThings implements Operation<ListThings.Request, ListThings.Response> {
  public final List<Request> asked = new CopyOnWriteArrayList<>();

  public record Request(
      @Nullable Integer maxResults,
      @Nullable String nextToken,
      @Nullable String attributeName,
      @Nullable String attributeValue,
      @Nullable Boolean usePrefixAttributeValue) {}

  public record Response(List<Entry> things, @Nullable String nextToken) {}

  public record Entry(String thingName) {}

  @Override
  public Response answer(Request request, Caller caller) {
    asked.add(request);
    return new Response(List.of(new Entry("a")), null);
  }
}
