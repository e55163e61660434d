package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.jobs.JobUpdate;
import io.drover.jobs.Jobs;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record UpdateJob(Jobs jobs, Arns arns, InstantSource clock)
    implements Operation<UpdateJob.Request, Nothing> {

  public record Request(
      String jobId,
      @Nullable String description,
      @Nullable PresignedUrlConfig presignedUrlConfig,
      @Nullable JobExecutionsRolloutConfig jobExecutionsRolloutConfig,
      @Nullable WireAbortConfig abortConfig,
      @Nullable TimeoutConfig timeoutConfig,
      @Nullable String namespaceId,
      @Nullable JobExecutionsRetryConfig jobExecutionsRetryConfig) {

    JobUpdate decode() {
      return new JobUpdate(
          Optional.ofNullable(description),
          Optional.ofNullable(presignedUrlConfig).map(PresignedUrlConfig::decode),
          Optional.ofNullable(jobExecutionsRolloutConfig).map(JobExecutionsRolloutConfig::decode),
          Optional.ofNullable(abortConfig).map(WireAbortConfig::decode),
          Optional.ofNullable(timeoutConfig).map(TimeoutConfig::decode),
          Optional.ofNullable(jobExecutionsRetryConfig).map(JobExecutionsRetryConfig::decode));
    }
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:UpdateJob", arns.of("job", request.jobId()));
    jobs.update(
        request.jobId(),
        Optional.ofNullable(request.namespaceId()),
        request.decode(),
        clock.instant());
    return Nothing.NOTHING;
  }
}
