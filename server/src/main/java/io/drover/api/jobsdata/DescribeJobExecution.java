package io.drover.api.jobsdata;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.jobs.DescribedExecution;
import io.drover.jobs.JobExecutions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows one execution that has not ended, or the first of the queue when the job's id is `$next`;
/// answers nothing when nothing is pending.
public record DescribeJobExecution(
    JobExecutions executions, ThingAccess access, InstantSource clock)
    implements Operation<DescribeJobExecution.Request, DescribeJobExecution.Response> {
  private static final String NEXT = "$next";

  public record Request(
      String jobId,
      String thingName,
      @Nullable Boolean includeJobDocument,
      @Nullable Long executionNumber) {}

  public record Response(@Nullable JobExecution execution) {}

  @Override
  public Response answer(Request request, Caller caller) {
    access.require(caller, "DescribeJobExecution", request.thingName());
    return new Response(find(request, clock.instant()).map(JobExecution::of).orElse(null));
  }

  private Optional<DescribedExecution> find(Request request, Instant now) {
    boolean withDocument = !Boolean.FALSE.equals(request.includeJobDocument());
    return request.jobId().equals(NEXT)
        ? executions.describeNext(request.thingName(), withDocument, now)
        : Optional.of(
            executions.describe(
                request.thingName(),
                request.jobId(),
                request.executionNumber(),
                withDocument,
                now));
  }
}
