package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.jobs.ExecutionName;
import io.drover.jobs.ManagedExecutions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record DeleteJobExecution(ManagedExecutions executions, Arns arns)
    implements Operation<DeleteJobExecution.Request, Nothing> {

  public record Request(
      String jobId,
      String thingName,
      long executionNumber,
      @Nullable Boolean force,
      @Nullable String namespaceId) {

    private ExecutionName name() {
      return new ExecutionName(thingName, jobId, executionNumber);
    }
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteJobExecution", arns.of("thing", request.thingName()));
    caller.require("iot:DeleteJobExecution", arns.of("job", request.jobId()));
    executions.delete(
        request.name(),
        Boolean.TRUE.equals(request.force()),
        Optional.ofNullable(request.namespaceId()));
    return Nothing.NOTHING;
  }
}
