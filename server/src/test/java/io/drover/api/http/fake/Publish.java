package io.drover.api.http.fake;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Remembers what it was asked.
public final class Publish implements Operation<Publish.Request, Operation.Nothing> {
  public final List<Request> asked = new CopyOnWriteArrayList<>();

  public record Request(
      String topic,
      @Nullable Integer qos,
      byte @Nullable [] payload,
      @Nullable String userProperties) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    asked.add(request);
    return Nothing.NOTHING;
  }
}
