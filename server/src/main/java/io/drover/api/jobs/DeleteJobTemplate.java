package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.jobs.templates.JobTemplates;

public record DeleteJobTemplate(JobTemplates templates, Arns arns)
    implements Operation<DeleteJobTemplate.Request, Nothing> {

  public record Request(String jobTemplateId) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteJobTemplate", arns.of("jobtemplate", request.jobTemplateId()));
    templates.delete(request.jobTemplateId());
    return Nothing.NOTHING;
  }
}
