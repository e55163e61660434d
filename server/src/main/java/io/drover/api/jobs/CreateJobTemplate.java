package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.templates.JobTemplates;
import io.drover.jobs.templates.NewJobTemplate;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record CreateJobTemplate(JobTemplates templates, Arns arns, InstantSource clock)
    implements Operation<CreateJobTemplate.Request, CreateJobTemplate.Response> {

  public record Request(
      String jobTemplateId,
      @Nullable String jobArn,
      @Nullable String documentSource,
      @Nullable String document,
      String description,
      @Nullable PresignedUrlConfig presignedUrlConfig,
      @Nullable JobExecutionsRolloutConfig jobExecutionsRolloutConfig,
      @Nullable WireAbortConfig abortConfig,
      @Nullable TimeoutConfig timeoutConfig,
      @Nullable List<WireTag> tags,
      @Nullable JobExecutionsRetryConfig jobExecutionsRetryConfig,
      @Nullable List<WireMaintenanceWindow> maintenanceWindows,
      @Nullable List<String> destinationPackageVersions) {

    private NewJobTemplate decode() {
      return new NewJobTemplate(
          jobTemplateId,
          description,
          jobArn,
          document,
          documentSource,
          configuration(),
          WireTag.decode(tags));
    }

    private JobConfiguration configuration() {
      return new JobConfiguration(
          PresignedUrlConfig.decode(presignedUrlConfig),
          JobExecutionsRolloutConfig.decode(jobExecutionsRolloutConfig),
          WireAbortConfig.decode(abortConfig),
          TimeoutConfig.decode(timeoutConfig),
          JobExecutionsRetryConfig.decode(jobExecutionsRetryConfig),
          new Schedule(null, null, null, WireMaintenanceWindow.decode(maintenanceWindows)));
    }
  }

  public record Response(String jobTemplateArn, String jobTemplateId) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("jobtemplate", request.jobTemplateId());
    caller.require("iot:CreateJobTemplate", arn);
    if (request.jobArn() != null) {
      caller.require("iot:CreateJobTemplate", request.jobArn());
    }
    NewJobTemplate asked = request.decode();
    Unsupported.packageVersions(request.destinationPackageVersions());
    templates.create(asked, clock.instant());
    return new Response(arn, request.jobTemplateId());
  }
}
