package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.jobs.JobDefinition;
import io.drover.jobs.JobOrigin;
import io.drover.jobs.Jobs;
import io.drover.jobs.NewJob;
import io.drover.jobs.TargetSelection;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.templates.TemplatedJobs;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public record CreateJob(Jobs jobs, TemplatedJobs templated, Arns arns, InstantSource clock)
    implements Operation<CreateJob.Request, CreateJob.Response> {

  public record Request(
      String jobId,
      List<String> targets,
      @Nullable String documentSource,
      @Nullable String document,
      @Nullable String description,
      @Nullable PresignedUrlConfig presignedUrlConfig,
      @Nullable TargetSelection targetSelection,
      @Nullable JobExecutionsRolloutConfig jobExecutionsRolloutConfig,
      @Nullable WireAbortConfig abortConfig,
      @Nullable TimeoutConfig timeoutConfig,
      @Nullable List<WireTag> tags,
      @Nullable String namespaceId,
      @Nullable String jobTemplateArn,
      @Nullable JobExecutionsRetryConfig jobExecutionsRetryConfig,
      @Nullable Map<String, String> documentParameters,
      @Nullable SchedulingConfig schedulingConfig,
      @Nullable List<String> destinationPackageVersions) {

    NewJob decode() {
      return new NewJob(
          jobId,
          targetSelection == null ? TargetSelection.SNAPSHOT : targetSelection,
          document,
          new JobDefinition(targets, origin(), configuration()),
          description,
          namespaceId,
          WireTag.decode(tags));
    }

    private JobOrigin origin() {
      return new JobOrigin(
          documentSource,
          jobTemplateArn,
          documentParameters == null ? Map.of() : documentParameters);
    }

    private JobConfiguration configuration() {
      return new JobConfiguration(
          PresignedUrlConfig.decode(presignedUrlConfig),
          JobExecutionsRolloutConfig.decode(jobExecutionsRolloutConfig),
          WireAbortConfig.decode(abortConfig),
          TimeoutConfig.decode(timeoutConfig),
          JobExecutionsRetryConfig.decode(jobExecutionsRetryConfig),
          SchedulingConfig.decode(schedulingConfig));
    }
  }

  public record Response(String jobArn, String jobId, @Nullable String description) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("job", request.jobId());
    caller.require("iot:CreateJob", arn);
    request.targets().forEach(target -> caller.require("iot:CreateJob", target));
    if (request.jobTemplateArn() != null) {
      caller.require("iot:CreateJob", request.jobTemplateArn());
    }
    NewJob asked = request.decode();
    Unsupported.packageVersions(request.destinationPackageVersions());
    NewJob job = templated.complete(asked);
    jobs.create(job, clock.instant());
    return new Response(arn, request.jobId(), job.description());
  }
}
