package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.Jobs;
import io.drover.jobs.templates.TemplatedJobs;
import org.jspecify.annotations.Nullable;

public record GetJobDocument(Jobs jobs, TemplatedJobs templated, Arns arns)
    implements Operation<GetJobDocument.Request, GetJobDocument.Response> {

  public record Request(String jobId, @Nullable Boolean beforeSubstitution) {}

  public record Response(String document) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:GetJobDocument", arns.of("job", request.jobId()));
    return new Response(
        Boolean.TRUE.equals(request.beforeSubstitution())
            ? templated.documentBeforeSubstitution(request.jobId())
            : jobs.document(request.jobId()));
  }
}
