package io.drover.api.http.fake;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Remembers what it was asked.
public final class TagResource implements Operation<TagResource.Request, Operation.Nothing> {
  public final List<Request> asked = new CopyOnWriteArrayList<>();

  public record Request(String resourceArn, List<Tag> tags) {}

  public record Tag(
      @JsonProperty("Key") String key, @JsonProperty("Value") @Nullable String value) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    asked.add(request);
    return Nothing.NOTHING;
  }
}
