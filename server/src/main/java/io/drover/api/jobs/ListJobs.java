package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.JobFilter;
import io.drover.jobs.JobStatus;
import io.drover.jobs.Jobs;
import io.drover.jobs.TargetSelection;
import io.drover.paging.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record ListJobs(Jobs jobs, Arns arns)
    implements Operation<ListJobs.Request, ListJobs.Response> {

  public record Request(
      @Nullable JobStatus status,
      @Nullable TargetSelection targetSelection,
      @Nullable Integer maxResults,
      @Nullable String nextToken,
      @Nullable String thingGroupName,
      @Nullable String thingGroupId,
      @Nullable String namespaceId) {

    private JobFilter filter() {
      return new JobFilter(
          Optional.ofNullable(status),
          Optional.ofNullable(targetSelection),
          Optional.ofNullable(thingGroupName),
          Optional.ofNullable(thingGroupId),
          Optional.ofNullable(namespaceId));
    }
  }

  public record Response(List<JobSummary> jobs, @Nullable String nextToken) {}

  public record JobSummary(
      String jobArn,
      String jobId,
      @Nullable String thingGroupId,
      String targetSelection,
      String status,
      Instant createdAt,
      Instant lastUpdatedAt,
      @Nullable Instant completedAt,
      boolean isConcurrent) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListJobs", "*");
    Page<JobSummary> page =
        jobs.list(request.filter(), request.nextToken(), request.maxResults()).map(this::summary);
    return new Response(page.items(), page.nextToken());
  }

  private JobSummary summary(io.drover.jobs.JobSummary job) {
    return new JobSummary(
        arns.of("job", job.jobId()),
        job.jobId(),
        job.thingGroupId(),
        job.targetSelection().name(),
        job.status().name(),
        job.createdAt(),
        job.lastUpdatedAt(),
        job.completedAt(),
        job.isConcurrent());
  }
}
