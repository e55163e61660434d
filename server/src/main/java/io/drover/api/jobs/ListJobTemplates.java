package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.templates.JobTemplateSummary;
import io.drover.jobs.templates.JobTemplates;
import io.drover.paging.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListJobTemplates(JobTemplates templates, Arns arns)
    implements Operation<ListJobTemplates.Request, ListJobTemplates.Response> {

  public record Request(@Nullable Integer maxResults, @Nullable String nextToken) {}

  public record Response(List<Summary> jobTemplates, @Nullable String nextToken) {}

  public record Summary(
      String jobTemplateArn, String jobTemplateId, String description, Instant createdAt) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListJobTemplates", "*");
    Page<Summary> page =
        templates.list(request.nextToken(), request.maxResults()).map(this::summary);
    return new Response(page.items(), page.nextToken());
  }

  private Summary summary(JobTemplateSummary template) {
    return new Summary(
        arns.of("jobtemplate", template.id()),
        template.id(),
        template.description(),
        template.createdAt());
  }
}
