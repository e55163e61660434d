package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.jobs.JobUpdate;
import io.drover.jobs.Jobs;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record UpdateJob(Jobs jobs, Arns arns, InstantSource clock)
    implements Operation<UpdateJob.Request, Nothing> {

  public record Request(
      String jobId,
      @Nullable String description,
      @Nullable PresignedUrlConfig presignedUrlConfig,
      @Nullable JobExecutionsRolloutConfig jobExecutionsRolloutConfig,
      @Nullable Map<String, Object> abortConfig,
      @Nullable TimeoutConfig timeoutConfig,
      @Nullable String namespaceId,
      @Nullable Map<String, Object> jobExecutionsRetryConfig) {

    private JobUpdate decode() {
      return new JobUpdate(
          Optional.ofNullable(description),
          Optional.ofNullable(presignedUrlConfig).map(PresignedUrlConfig::decode),
          Optional.ofNullable(timeoutConfig)
              .map(config -> new JobUpdate.Timeout(TimeoutConfig.minutes(config))));
    }

    private void refuseUnsupported() {
      JobExecutionsRolloutConfig.check(jobExecutionsRolloutConfig);
      Unsupported.refuse("abortConfig", abortConfig);
      Unsupported.refuse("jobExecutionsRetryConfig", jobExecutionsRetryConfig);
    }
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:UpdateJob", arns.of("job", request.jobId()));
    request.refuseUnsupported();
    jobs.update(
        request.jobId(),
        Optional.ofNullable(request.namespaceId()),
        request.decode(),
        clock.instant());
    return Nothing.NOTHING;
  }
}
