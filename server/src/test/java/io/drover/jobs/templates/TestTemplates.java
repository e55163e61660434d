package io.drover.jobs.templates;

import io.drover.artifacts.ObjectStorage;
import io.drover.jobs.JobDefinition;
import io.drover.jobs.JobDocuments;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.JobOrigin;
import io.drover.jobs.JobTargets;
import io.drover.jobs.JobTasks;
import io.drover.jobs.Jobs;
import io.drover.jobs.NewJob;
import io.drover.jobs.TargetSelection;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.registry.TestRegistry;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Templates and jobs over some database, with the thing `a` and objects that a test puts.
public final class TestTemplates {
  public final TestRegistry registry;
  public final Map<String, String> objects = new HashMap<>();
  public final Jobs jobs;
  public final JobExecutions executions;
  public final JobTasks tasks;
  public final JobTemplates templates;
  public final ManagedTemplates managed;
  public final TemplatedJobs templated;

  public TestTemplates(Database database) {
    registry = new TestRegistry(database);
    registry.thing("a");
    JobDocuments documents = new JobDocuments(database, new Objects());
    jobs =
        new Jobs(
            database,
            registry.changes,
            documents,
            new JobTargets(registry.arns, registry.things, registry.groups),
            registry.arns,
            registry.tags);
    executions = new JobExecutions(database, registry.changes, documents);
    tasks = new JobTasks(database, registry.changes, registry.tags);
    templates = new JobTemplates(database, jobs, documents, registry.arns, registry.tags);
    managed = new ManagedTemplates(registry.arns);
    templated = new TemplatedJobs(jobs, templates, managed, registry.arns);
  }

  /// Creates a template with this document and nothing else.
  void creates(String id, String document) {
    templates.create(template(id, document, JobConfiguration.NONE), TestRegistry.NOW);
  }

  static NewJobTemplate template(
      String id, @Nullable String document, JobConfiguration configuration) {
    return new NewJobTemplate(id, "of " + id, null, document, null, configuration, List.of());
  }

  String arn(String template) {
    return registry.arns.of("jobtemplate", template);
  }

  String managedArn(String name) {
    return managed.arn(name, null);
  }

  /// A job on `a` that asks for no more than its template gives.
  NewJob job(@Nullable String templateArn, Map<String, String> parameters) {
    return job(null, new JobOrigin(null, templateArn, parameters), JobConfiguration.NONE);
  }

  NewJob job(@Nullable String document, JobOrigin origin, JobConfiguration configuration) {
    return new NewJob(
        "job",
        TargetSelection.CONTINUOUS,
        document,
        new JobDefinition(List.of(registry.arns.of("thing", "a")), origin, configuration),
        null,
        null,
        List.of());
  }

  /// Creates the job with what its template gives.
  NewJob creates(NewJob asked) {
    NewJob job = templated.complete(asked);
    jobs.create(job, TestRegistry.NOW);
    return job;
  }

  private final class Objects implements ObjectStorage {
    @Override
    public byte[] read(String url, int mostBytes) {
      String object = objects.get(url);
      if (object == null) {
        throw new ResourceNotFound("no object " + url).toException();
      }
      return object.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String presignGet(String url, Duration lifetime) {
      return "GET#" + url;
    }

    @Override
    public String presignPut(String url, Duration lifetime) {
      return "PUT#" + url;
    }
  }
}
