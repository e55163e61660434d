package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ends executions whose deadline has passed.
final class TimeoutTask implements BackgroundTask {
  private static final int SLICE = 100;

  private final Database database;
  private final ExecutionSteps steps;

  TimeoutTask(Database database, Changes changes) {
    this.database = database;
    this.steps = new ExecutionSteps(changes, new JobTally(database.dialect()));
  }

  @Override
  public String name() {
    return "job-timeout";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Outcome pass(Instant now) {
    List<ExecutionKey> expired =
        database.read(reading -> ExecutionStore.expired(reading, now, SLICE));
    if (!expired.isEmpty()) {
      database.change(transaction -> expired.forEach(key -> end(transaction, key, now)));
    }
    return expired.size() == SLICE ? Outcome.MORE : Outcome.DONE;
  }

  /// The device may have reported in between.
  private void end(Transaction transaction, ExecutionKey key, Instant now) {
    ExecutionStore.find(transaction, key)
        .filter(execution -> execution.timers().haveExpired(now))
        .ifPresent(
            execution ->
                steps.end(transaction, execution, JobExecutionStatus.TIMED_OUT, false, now));
  }
}
