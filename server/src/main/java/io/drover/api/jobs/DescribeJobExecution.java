package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.ListedExecution;
import io.drover.jobs.ManagedExecutions;
import io.drover.jobs.RecordedExecution;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public record DescribeJobExecution(ManagedExecutions executions, Arns arns, InstantSource clock)
    implements Operation<DescribeJobExecution.Request, DescribeJobExecution.Response> {

  public record Request(String jobId, String thingName, @Nullable Long executionNumber) {}

  public record Response(JobExecution execution) {}

  public record JobExecution(
      String jobId,
      String status,
      @Nullable Boolean forceCanceled,
      StatusDetails statusDetails,
      String thingArn,
      Instant queuedAt,
      @Nullable Instant startedAt,
      Instant lastUpdatedAt,
      long executionNumber,
      long versionNumber,
      @Nullable Long approximateSecondsBeforeTimedOut) {}

  /// Is there and empty when the device has told nothing.
  public record StatusDetails(@Nullable Map<String, String> detailsMap) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String thing = arns.of("thing", request.thingName());
    caller.require("iot:DescribeJobExecution", thing);
    caller.require("iot:DescribeJobExecution", arns.of("job", request.jobId()));
    return new Response(
        execution(
            executions.describe(
                request.thingName(), request.jobId(), request.executionNumber(), clock.instant()),
            thing));
  }

  private static JobExecution execution(RecordedExecution recorded, String thingArn) {
    ListedExecution listed = recorded.listed();
    Map<String, String> details = recorded.statusDetails();
    return new JobExecution(
        listed.jobId(),
        listed.status().name(),
        recorded.forceCanceled() ? true : null,
        new StatusDetails(details.isEmpty() ? null : details),
        thingArn,
        listed.queuedAt(),
        listed.startedAt(),
        listed.lastUpdatedAt(),
        listed.executionNumber(),
        recorded.versionNumber(),
        recorded.approximateSecondsBeforeTimedOut());
  }
}
