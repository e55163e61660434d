package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.ListedExecution;
import io.drover.jobs.ManagedExecutions;
import io.drover.paging.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record ListJobExecutionsForJob(ManagedExecutions executions, Arns arns)
    implements Operation<ListJobExecutionsForJob.Request, ListJobExecutionsForJob.Response> {

  public record Request(
      String jobId,
      @Nullable JobExecutionStatus status,
      @Nullable Integer maxResults,
      @Nullable String nextToken) {}

  public record Response(List<Summary> executionSummaries, @Nullable String nextToken) {}

  public record Summary(String thingArn, WireExecutionSummary jobExecutionSummary) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListJobExecutionsForJob", arns.of("job", request.jobId()));
    Page<Summary> page =
        executions
            .ofJob(
                request.jobId(),
                Optional.ofNullable(request.status()),
                request.nextToken(),
                request.maxResults())
            .map(this::summary);
    return new Response(page.items(), page.nextToken());
  }

  private Summary summary(ListedExecution execution) {
    return new Summary(arns.of("thing", execution.thingName()), WireExecutionSummary.of(execution));
  }
}
