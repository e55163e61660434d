package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.templates.JobTemplate;
import io.drover.jobs.templates.JobTemplates;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record DescribeJobTemplate(JobTemplates templates, Arns arns)
    implements Operation<DescribeJobTemplate.Request, DescribeJobTemplate.Response> {

  public record Request(String jobTemplateId) {}

  /// Of the configurations that are not set, the same are there and empty as in [WireJob].
  public record Response(
      String jobTemplateArn,
      String jobTemplateId,
      String description,
      @Nullable String documentSource,
      String document,
      Instant createdAt,
      PresignedUrlConfig presignedUrlConfig,
      JobExecutionsRolloutConfig jobExecutionsRolloutConfig,
      @Nullable WireAbortConfig abortConfig,
      TimeoutConfig timeoutConfig,
      @Nullable JobExecutionsRetryConfig jobExecutionsRetryConfig,
      @Nullable List<WireMaintenanceWindow> maintenanceWindows) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("jobtemplate", request.jobTemplateId());
    caller.require("iot:DescribeJobTemplate", arn);
    return response(templates.describe(request.jobTemplateId()), arn);
  }

  private static Response response(JobTemplate template, String arn) {
    JobConfiguration configuration = template.configuration();
    return new Response(
        arn,
        template.summary().id(),
        template.summary().description(),
        template.documentSource(),
        template.document(),
        template.summary().createdAt(),
        PresignedUrlConfig.of(configuration.urls()),
        JobExecutionsRolloutConfig.of(configuration.rollout()),
        WireAbortConfig.of(configuration.abort()),
        TimeoutConfig.of(configuration.timeout()),
        JobExecutionsRetryConfig.of(configuration.retry()),
        WireMaintenanceWindow.of(configuration.schedule().maintenanceWindows()));
  }
}
