package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.DescribedJob;
import io.drover.jobs.Jobs;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

public record DescribeJob(Jobs jobs, Arns arns, InstantSource clock)
    implements Operation<DescribeJob.Request, DescribeJob.Response> {

  /// Nothing of the answer is substituted but what needs packages, of which there are none:
  /// `beforeSubstitution` changes nothing.
  public record Request(String jobId, @Nullable Boolean beforeSubstitution) {}

  public record Response(@Nullable String documentSource, WireJob job) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("job", request.jobId());
    caller.require("iot:DescribeJob", arn);
    DescribedJob job = jobs.describe(request.jobId());
    return new Response(
        job.job().definition().origin().documentSource(), WireJob.of(job, arn, clock.instant()));
  }
}
