package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.ExecutionFilter;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.ListedExecution;
import io.drover.jobs.ManagedExecutions;
import io.drover.paging.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record ListJobExecutionsForThing(ManagedExecutions executions, Arns arns)
    implements Operation<ListJobExecutionsForThing.Request, ListJobExecutionsForThing.Response> {

  public record Request(
      String thingName,
      @Nullable JobExecutionStatus status,
      @Nullable String namespaceId,
      @Nullable Integer maxResults,
      @Nullable String nextToken,
      @Nullable String jobId) {

    private ExecutionFilter filter() {
      return new ExecutionFilter(
          thingName,
          Optional.ofNullable(status),
          Optional.ofNullable(jobId),
          Optional.ofNullable(namespaceId));
    }
  }

  public record Response(List<Summary> executionSummaries, @Nullable String nextToken) {}

  public record Summary(String jobId, WireExecutionSummary jobExecutionSummary) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListJobExecutionsForThing", arns.of("thing", request.thingName()));
    Page<Summary> page =
        executions
            .onThing(request.filter(), request.nextToken(), request.maxResults())
            .map(ListJobExecutionsForThing::summary);
    return new Response(page.items(), page.nextToken());
  }

  private static Summary summary(ListedExecution execution) {
    return new Summary(execution.jobId(), WireExecutionSummary.of(execution));
  }
}
