package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.jobs.templates.ManagedTemplate;
import io.drover.jobs.templates.ManagedTemplates;
import io.drover.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListManagedJobTemplates(ManagedTemplates templates)
    implements Operation<ListManagedJobTemplates.Request, ListManagedJobTemplates.Response> {

  public record Request(
      @Nullable String templateName, @Nullable Integer maxResults, @Nullable String nextToken) {}

  public record Response(List<Summary> managedJobTemplates, @Nullable String nextToken) {}

  public record Summary(
      String templateArn,
      String templateName,
      String description,
      List<String> environments,
      String templateVersion) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListManagedJobTemplates", "*");
    Page<Summary> page =
        templates
            .list(request.templateName(), request.nextToken(), request.maxResults())
            .map(this::summary);
    return new Response(page.items(), page.nextToken());
  }

  private Summary summary(ManagedTemplate template) {
    return new Summary(
        templates.arn(template.name(), template.version()),
        template.name(),
        template.description(),
        template.environments(),
        template.version());
  }
}
