package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.Job.Cancellation;
import io.drover.jobs.Jobs;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

public record CancelJob(Jobs jobs, Arns arns, InstantSource clock)
    implements Operation<CancelJob.Request, CancelJob.Response> {

  public record Request(
      String jobId,
      @Nullable String reasonCode,
      @Nullable String comment,
      @Nullable Boolean force) {

    private Cancellation decode() {
      return new Cancellation(Boolean.TRUE.equals(force), reasonCode, comment);
    }
  }

  public record Response(String jobArn, String jobId, @Nullable String description) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("job", request.jobId());
    caller.require("iot:CancelJob", arn);
    String description = jobs.cancel(request.jobId(), request.decode(), clock.instant());
    return new Response(arn, request.jobId(), description);
  }
}
