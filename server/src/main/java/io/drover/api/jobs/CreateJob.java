package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.jobs.Jobs;
import io.drover.jobs.NewJob;
import io.drover.jobs.TargetSelection;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public record CreateJob(Jobs jobs, Arns arns, InstantSource clock)
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
      @Nullable Map<String, Object> abortConfig,
      @Nullable TimeoutConfig timeoutConfig,
      @Nullable List<WireTag> tags,
      @Nullable String namespaceId,
      @Nullable String jobTemplateArn,
      @Nullable Map<String, Object> jobExecutionsRetryConfig,
      @Nullable Map<String, String> documentParameters,
      @Nullable Map<String, Object> schedulingConfig,
      @Nullable List<String> destinationPackageVersions) {

    private NewJob decode() {
      return new NewJob(
          jobId,
          targets,
          document,
          documentSource,
          description,
          PresignedUrlConfig.decode(presignedUrlConfig),
          TimeoutConfig.minutes(timeoutConfig),
          namespaceId,
          WireTag.decode(tags));
    }

    private void refuseUnsupported() {
      if (targetSelection == TargetSelection.CONTINUOUS) {
        Unsupported.refuse("targetSelection CONTINUOUS", targetSelection);
      }
      JobExecutionsRolloutConfig.check(jobExecutionsRolloutConfig);
      Unsupported.refuse("abortConfig", abortConfig);
      Unsupported.refuse("jobTemplateArn", jobTemplateArn);
      Unsupported.refuse("jobExecutionsRetryConfig", jobExecutionsRetryConfig);
      Unsupported.refuse("documentParameters", documentParameters);
      Unsupported.refuse("schedulingConfig", schedulingConfig);
      Unsupported.refuse("destinationPackageVersions", destinationPackageVersions);
    }
  }

  public record Response(String jobArn, String jobId, @Nullable String description) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("job", request.jobId());
    caller.require("iot:CreateJob", arn);
    request.targets().forEach(target -> caller.require("iot:CreateJob", target));
    request.refuseUnsupported();
    jobs.create(request.decode(), clock.instant());
    return new Response(arn, request.jobId(), request.description());
  }
}
