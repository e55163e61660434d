package io.drover.api.http.fake;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers what it was asked.
public final class StartNextPendingJobExecution
    implements Operation<
        StartNextPendingJobExecution.Request, StartNextPendingJobExecution.Response> {
  public record Request(
      String thingName,
      @Nullable Map<String, String> statusDetails,
      @Nullable Long stepTimeoutInMinutes) {}

  public record Response(Execution execution) {}

  public record Execution(String thingName, Instant queuedAt, String status) {}

  @Override
  public Response answer(Request request, Caller caller) {
    Instant queuedAt = Instant.parse("2030-01-01T00:00:00.750Z");
    return new Response(new Execution(request.thingName(), queuedAt, "IN_PROGRESS"));
  }
}
