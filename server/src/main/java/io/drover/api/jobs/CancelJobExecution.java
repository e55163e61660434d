package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.jobs.ExecutionCancellation;
import io.drover.jobs.ManagedExecutions;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public record CancelJobExecution(ManagedExecutions executions, Arns arns, InstantSource clock)
    implements Operation<CancelJobExecution.Request, Nothing> {

  public record Request(
      String jobId,
      String thingName,
      @Nullable Boolean force,
      @Nullable Long expectedVersion,
      @Nullable Map<String, String> statusDetails) {

    private ExecutionCancellation decode() {
      return new ExecutionCancellation(Boolean.TRUE.equals(force), expectedVersion, statusDetails);
    }
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:CancelJobExecution", arns.of("thing", request.thingName()));
    caller.require("iot:CancelJobExecution", arns.of("job", request.jobId()));
    executions.cancel(request.thingName(), request.jobId(), request.decode(), clock.instant());
    return Nothing.NOTHING;
  }
}
