package io.drover.jobs;

import io.drover.changes.Change;
import io.drover.store.Reading;

/// A job came to a stage of its life. Holds what the job was right then, so that whoever tells of
/// it has nothing to read.
public record JobReached(JobStage stage, DescribedJob described) implements Change {
  /// Of a job as this transaction leaves it.
  static JobReached of(Reading reading, JobStage stage, String jobId) {
    JobStore.Keyed job = JobStore.load(reading, jobId).orElseThrow();
    return new JobReached(stage, new DescribedJob(job.job(), JobTally.of(reading, job.key())));
  }
}
