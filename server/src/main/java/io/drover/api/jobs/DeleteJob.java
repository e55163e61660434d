package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.jobs.Jobs;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record DeleteJob(Jobs jobs, Arns arns, InstantSource clock)
    implements Operation<DeleteJob.Request, Nothing> {

  public record Request(String jobId, @Nullable Boolean force, @Nullable String namespaceId) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteJob", arns.of("job", request.jobId()));
    jobs.delete(
        request.jobId(),
        Boolean.TRUE.equals(request.force()),
        Optional.ofNullable(request.namespaceId()),
        clock.instant());
    return Nothing.NOTHING;
  }
}
