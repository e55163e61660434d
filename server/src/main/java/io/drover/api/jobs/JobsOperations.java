package io.drover.api.jobs;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.Jobs;
import io.drover.jobs.ManagedExecutions;
import io.drover.jobs.TargetAssociation;
import io.drover.jobs.templates.TemplatedJobs;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// All operations of this package, over the features that they call.
public record JobsOperations(
    Jobs jobs,
    TemplatedJobs templated,
    TargetAssociation association,
    ManagedExecutions executions,
    Arns arns,
    InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return Stream.of(ofJobs(), ofExecutions()).<Operation<?, ?>>flatMap(List::stream).toList();
  }

  private List<Operation<?, ?>> ofJobs() {
    return List.of(
        new CreateJob(jobs, templated, arns, clock),
        new DescribeJob(jobs, arns, clock),
        new GetJobDocument(jobs, templated, arns),
        new ListJobs(jobs, arns),
        new UpdateJob(jobs, arns, clock),
        new AssociateTargetsWithJob(association, arns, clock),
        new CancelJob(jobs, arns, clock),
        new DeleteJob(jobs, arns, clock));
  }

  private List<Operation<?, ?>> ofExecutions() {
    return List.of(
        new ListJobExecutionsForJob(executions, arns),
        new ListJobExecutionsForThing(executions, arns),
        new DescribeJobExecution(executions, arns, clock),
        new CancelJobExecution(executions, arns, clock),
        new DeleteJobExecution(executions, arns));
  }
}
