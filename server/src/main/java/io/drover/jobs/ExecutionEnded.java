package io.drover.jobs;

import io.drover.changes.Change;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An execution came to a status in which it stays.
///
/// @param details as [StatusDetails] spells them: most often nobody reads them
public record ExecutionEnded(
    String jobId, String thingName, JobExecutionStatus status, @Nullable String details)
    implements Change {
  static ExecutionEnded of(Execution execution) {
    return new ExecutionEnded(
        execution.jobId(), execution.thing(), execution.status(), execution.details());
  }

  public Map<String, String> statusDetails() {
    return StatusDetails.read(details);
  }
}
