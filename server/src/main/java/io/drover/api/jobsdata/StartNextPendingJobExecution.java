package io.drover.api.jobsdata;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.jobs.JobExecutions;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Starts the first of a thing's queue, or shows it when it runs already; answers nothing when
/// nothing is pending.
public record StartNextPendingJobExecution(
    JobExecutions executions, ThingAccess access, InstantSource clock)
    implements Operation<
        StartNextPendingJobExecution.Request, StartNextPendingJobExecution.Response> {

  public record Request(
      String thingName,
      @Nullable Map<String, String> statusDetails,
      @Nullable Long stepTimeoutInMinutes) {}

  public record Response(@Nullable JobExecution execution) {}

  @Override
  public Response answer(Request request, Caller caller) {
    access.require(caller, "StartNextPendingJobExecution", request.thingName());
    return new Response(
        executions
            .startNext(
                request.thingName(),
                request.statusDetails(),
                request.stepTimeoutInMinutes(),
                clock.instant())
            .map(JobExecution::of)
            .orElse(null));
  }
}
