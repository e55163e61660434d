package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ends executions whose deadline has passed, within a second of it: a pass that finds nothing is
/// one look at the index of deadlines, however many timers run, and so may come often.
final class TimeoutTask implements BackgroundTask {
  /// Ending so many takes the store's writer a few milliseconds.
  private static final int SLICE = 100;

  private static final Duration BETWEEN_PASSES = Duration.ofMillis(500);

  private final Database database;
  private final ExecutionSteps steps;
  private final Slicewise<ExecutionKey> slices;

  TimeoutTask(Database database, Changes changes) {
    this.database = database;
    this.steps = new ExecutionSteps(changes, new JobTally(database.dialect()));
    this.slices = new Slicewise<>(database);
  }

  @Override
  public String name() {
    return "job-timeout";
  }

  @Override
  public Duration period() {
    return BETWEEN_PASSES;
  }

  /// Those that are set aside are the longest overdue, and must not hide the others.
  @Override
  public Outcome pass(Instant now) {
    int most = SLICE + slices.setAside();
    List<ExecutionKey> found = database.read(reading -> ExecutionStore.expired(reading, now, most));
    List<ExecutionKey> expired = slices.due(found, now).stream().limit(SLICE).toList();
    slices.each(expired, now, (transaction, key) -> end(transaction, key, now));
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
