package io.drover.api.jobsdata;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.JobExecutions;
import java.time.InstantSource;
import java.util.List;

/// All operations of this package, over the feature that they call.
public record JobsDataOperations(JobExecutions executions, Arns arns, InstantSource clock) {

  public List<Operation<?, ?>> all() {
    ThingAccess access = new ThingAccess(arns);
    return List.of(
        new GetPendingJobExecutions(executions, access),
        new StartNextPendingJobExecution(executions, access, clock),
        new DescribeJobExecution(executions, access, clock),
        new UpdateJobExecution(executions, access, clock));
  }
}
