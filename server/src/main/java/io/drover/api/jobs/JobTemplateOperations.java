package io.drover.api.jobs;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.templates.JobTemplates;
import io.drover.jobs.templates.ManagedTemplates;
import java.time.InstantSource;
import java.util.List;

/// The operations on templates of jobs.
public record JobTemplateOperations(
    JobTemplates templates, ManagedTemplates managed, Arns arns, InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return List.of(
        new CreateJobTemplate(templates, arns, clock),
        new DescribeJobTemplate(templates, arns),
        new ListJobTemplates(templates, arns),
        new DeleteJobTemplate(templates, arns),
        new ListManagedJobTemplates(managed),
        new DescribeManagedJobTemplate(managed));
  }
}
