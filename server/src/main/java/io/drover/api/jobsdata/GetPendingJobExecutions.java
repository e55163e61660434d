package io.drover.api.jobsdata;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.jobs.ExecutionSummary;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.PendingExecutions;
import io.drover.protocol.JobExecutionSummary;
import java.util.List;

/// Lists what a thing still has to do. Both lists are always there.
public record GetPendingJobExecutions(JobExecutions executions, ThingAccess access)
    implements Operation<GetPendingJobExecutions.Request, GetPendingJobExecutions.Response> {

  public record Request(String thingName) {}

  public record Response(
      List<JobExecutionSummary> inProgressJobs, List<JobExecutionSummary> queuedJobs) {}

  @Override
  public Response answer(Request request, Caller caller) {
    access.require(caller, "GetPendingJobExecutions", request.thingName());
    PendingExecutions pending = executions.pending(request.thingName());
    return new Response(summaries(pending.inProgress()), summaries(pending.queued()));
  }

  private static List<JobExecutionSummary> summaries(List<ExecutionSummary> summaries) {
    return summaries.stream().map(GetPendingJobExecutions::summary).toList();
  }

  private static JobExecutionSummary summary(ExecutionSummary summary) {
    return new JobExecutionSummary(
        summary.jobId(),
        summary.queuedAt().getEpochSecond(),
        JobExecution.seconds(summary.startedAt()),
        summary.lastUpdatedAt().getEpochSecond(),
        summary.versionNumber(),
        summary.executionNumber());
  }
}
