package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import io.drover.tags.Taggable;
import io.drover.tags.Tags;

/// Keeps the priority of jobs equal to what their tags say. A change holds for queued executions at
/// once; devices of which another execution is now the first are told by [ReorderTask].
final class JobPriorities implements Taggable {
  /// Changes of one job that are still being told.
  private static final int MOST_WAITING = 10;

  private final Changes changes;
  private final Tags tags;

  JobPriorities(Changes changes, Tags tags) {
    this.changes = changes;
    this.tags = tags;
  }

  @Override
  public boolean exists(Reading reading, String jobId) {
    return JobStore.find(reading, jobId).isPresent();
  }

  /// Of a job that has no executions yet.
  void created(Transaction transaction, String jobId) {
    JobPriority priority = asTagged(transaction, jobId);
    if (!priority.equals(JobPriority.NONE)) {
      put(transaction, jobId, priority);
    }
  }

  @Override
  public void tagsChanged(Transaction transaction, String jobId) {
    JobPriority after = asTagged(transaction, jobId);
    Prioritized job = job(transaction, jobId);
    if (!job.priority().equals(after)) {
      requireFewWaiting(transaction, job.key(), jobId);
      put(transaction, jobId, after);
      Reordering.add(transaction, job.key(), job.priority());
      changes.record(transaction, new JobReordered(jobId));
    }
  }

  private JobPriority asTagged(Reading reading, String jobId) {
    return JobPriority.of(tags.value(reading, Jobs.tagged(jobId), JobPriority.TAG));
  }

  private static void requireFewWaiting(Reading reading, long job, String jobId) {
    if (Reordering.count(reading, job) >= MOST_WAITING) {
      throw new LimitExceeded(
              "Devices are still being told of %d changes of the priority of job %s; try later."
                  .formatted(MOST_WAITING, jobId))
          .toException();
    }
  }

  private record Prioritized(long key, JobPriority priority) {
    static Prioritized of(Row row) {
      return new Prioritized(row.number(1), new JobPriority((int) row.number(2)));
    }
  }

  private static Prioritized job(Reading reading, String jobId) {
    return reading
        .first("SELECT id, priority FROM job WHERE name = ?", Prioritized::of, jobId)
        .orElseThrow(() -> Jobs.notFound(jobId));
  }

  private static void put(Transaction transaction, String jobId, JobPriority priority) {
    transaction.update("UPDATE job SET priority = ? WHERE name = ?", priority.value(), jobId);
  }
}
