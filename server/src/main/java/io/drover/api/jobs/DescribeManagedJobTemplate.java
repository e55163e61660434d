package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.jobs.templates.ManagedTemplate;
import io.drover.jobs.templates.ManagedTemplates;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record DescribeManagedJobTemplate(ManagedTemplates templates)
    implements Operation<DescribeManagedJobTemplate.Request, DescribeManagedJobTemplate.Response> {

  public record Request(String templateName, @Nullable String templateVersion) {}

  public record Response(
      String templateName,
      String templateArn,
      String description,
      String templateVersion,
      List<String> environments,
      List<DocumentParameter> documentParameters,
      String document) {}

  public record DocumentParameter(
      String key, String description, String regex, String example, boolean optional) {

    private static DocumentParameter of(io.drover.jobs.templates.DocumentParameter parameter) {
      return new DocumentParameter(
          parameter.key(),
          parameter.description(),
          parameter.regex(),
          parameter.example(),
          parameter.optional());
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = templates.arn(request.templateName(), request.templateVersion());
    caller.require("iot:DescribeManagedJobTemplate", arn);
    ManagedTemplate template =
        templates.describe(request.templateName(), request.templateVersion());
    return new Response(
        template.name(),
        arn,
        template.description(),
        template.version(),
        template.environments(),
        template.parameters().stream().map(DocumentParameter::of).toList(),
        template.document());
  }
}
