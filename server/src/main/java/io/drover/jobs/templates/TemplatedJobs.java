package io.drover.jobs.templates;

import io.drover.arn.Arns;
import io.drover.jobs.JobOrigin;
import io.drover.jobs.Jobs;
import io.drover.jobs.NewJob;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Map;
import java.util.Optional;

/// Jobs that are made from templates. What a job asks for itself stands; its template gives the
/// rest.
public final class TemplatedJobs {
  private final Jobs jobs;
  private final JobTemplates custom;
  private final ManagedTemplates managed;
  private final Arns arns;

  public TemplatedJobs(Jobs jobs, JobTemplates custom, ManagedTemplates managed, Arns arns) {
    this.jobs = jobs;
    this.custom = custom;
    this.managed = managed;
    this.arns = arns;
  }

  /// The job with what its template gives, if it names one. Refuses document parameters unless the
  /// template is a managed one, and a document besides that.
  public NewJob complete(NewJob asked) {
    JobOrigin origin = asked.definition().origin();
    Optional<ManagedTemplate> template = managed(origin);
    if (template.isPresent()) {
      return complete(asked, template.get(), origin.documentParameters());
    }
    if (!origin.documentParameters().isEmpty()) {
      throw invalid("documentParameters are only for jobs of managed job templates.");
    }
    return origin.jobTemplateArn() == null ? asked : complete(asked, origin.jobTemplateArn());
  }

  private static NewJob complete(
      NewJob asked, ManagedTemplate template, Map<String, String> parameters) {
    if (asked.asksForDocument()) {
      throw invalid("The document of a managed job template cannot be replaced.");
    }
    return asked.completedBy(
        template.fill(parameters), template.description(), JobConfiguration.NONE);
  }

  private NewJob complete(NewJob asked, String arn) {
    String id =
        arns.id("jobtemplate", arn)
            .orElseThrow(() -> invalid(arn + " is no ARN of a job template of this account."));
    JobTemplate template = custom.describe(id);
    return asked.completedBy(
        template.document(), template.summary().description(), template.configuration());
  }

  /// The document of a job as [Jobs#document] tells it, but with the placeholders of its parameters
  /// still in it.
  public String documentBeforeSubstitution(String jobId) {
    return managed(jobs.describe(jobId).job().definition().origin())
        .map(ManagedTemplate::document)
        .orElseGet(() -> jobs.document(jobId));
  }

  private Optional<ManagedTemplate> managed(JobOrigin origin) {
    return Optional.ofNullable(origin.jobTemplateArn()).flatMap(managed::ofArn);
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }
}
