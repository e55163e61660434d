package io.drover.api.jobsdata;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.jobs.ExecutionUpdate;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.UpdatedExecution;
import io.drover.protocol.ExecutionState;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes a device's report of where an execution stands.
public record UpdateJobExecution(JobExecutions executions, ThingAccess access, InstantSource clock)
    implements Operation<UpdateJobExecution.Request, UpdateJobExecution.Response> {

  public record Request(
      String jobId,
      String thingName,
      String status,
      @Nullable Map<String, String> statusDetails,
      @Nullable Long stepTimeoutInMinutes,
      @Nullable Long expectedVersion,
      @Nullable Boolean includeJobExecutionState,
      @Nullable Boolean includeJobDocument,
      @Nullable Long executionNumber) {
    private boolean withState() {
      return Boolean.TRUE.equals(includeJobExecutionState);
    }

    private ExecutionUpdate update() {
      return new ExecutionUpdate(
          JobExecutionStatus.valueOf(status),
          statusDetails,
          expectedVersion,
          executionNumber,
          Boolean.TRUE.equals(includeJobDocument),
          stepTimeoutInMinutes);
    }
  }

  public record Response(
      @Nullable JobExecutionState executionState, @Nullable String jobDocument) {}

  public record JobExecutionState(
      String status, @Nullable Map<String, String> statusDetails, long versionNumber) {
    private static JobExecutionState of(ExecutionState state) {
      return new JobExecutionState(
          state.status(), JobExecution.orAbsent(state.statusDetails()), state.versionNumber());
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    access.require(caller, "UpdateJobExecution", request.thingName());
    UpdatedExecution updated =
        executions.update(request.thingName(), request.jobId(), request.update(), clock.instant());
    return new Response(
        request.withState() ? JobExecutionState.of(updated.state()) : null, updated.jobDocument());
  }
}
