package io.drover.jobs;

import io.drover.background.Background;
import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.store.Database;
import io.drover.tags.Tags;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;

/// The background work on jobs, and the changes that nudge it.
public final class JobTasks {
  private final Changes changes;
  private final RolloutTask rollout;
  private final ScheduleTask schedule;
  private final EdgeTask edges;
  private final CancellationTask cancellation;
  private final CancellationTask ending;
  private final DeletionTask deletion;
  private final TimeoutTask timeout;
  private final AbortTask abort;
  private final CompletionTask completion;
  private final ReorderTask reordering;

  /// Tasks that read ahead on threads of their own.
  public JobTasks(Database database, Changes changes, Tags tags) {
    this(database, changes, tags, Thread::startVirtualThread);
  }

  /// @param besides runs what a task reads while it writes
  public JobTasks(Database database, Changes changes, Tags tags, Executor besides) {
    this.changes = changes;
    this.rollout = new RolloutTask(database, changes, besides);
    this.schedule = new ScheduleTask(database, changes);
    this.edges = new EdgeTask(database, changes);
    this.cancellation = new CancellationTask(database, changes, JobPhase.CANCELING);
    this.ending = new CancellationTask(database, changes, JobPhase.ENDING);
    this.deletion = new DeletionTask(database, changes, tags);
    this.timeout = new TimeoutTask(database, changes);
    JobAborts aborts = new JobAborts(database, changes);
    this.abort = new AbortTask(database, aborts);
    this.completion = new CompletionTask(database, changes, aborts);
    this.reordering = new ReorderTask(database, changes);
    changes.follow(NothingPending.class, nothing -> completion.lookAt(nothing.job()));
    changes.follow(OutcomeCounted.class, counted -> abort.lookAt(counted.job()));
  }

  /// Starts all of it.
  public void start(Background background) {
    Runnable rolls = background.start(rollout);
    Runnable cancels = background.start(cancellation);
    Runnable ends = background.start(ending);
    Runnable deletes = background.start(deletion);
    Runnable aborts = background.start(abort);
    Runnable completes = background.start(completion);
    Runnable reorders = background.start(reordering);
    Runnable tellsEdges = background.start(edges);
    background.start(timeout);
    background.start(schedule);
    changes.follow(WindowEdge.class, _ -> tellsEdges.run());
    changes.follow(JobReordered.class, _ -> reorders.run());
    changes.follow(NothingPending.class, _ -> completes.run());
    changes.follow(OutcomeCounted.class, _ -> aborts.run());
    changes.follow(
        PhaseEntered.class,
        entered -> {
          switch (entered.phase()) {
            case ROLLING_OUT -> rolls.run();
            case CANCELING -> cancels.run();
            case DELETING -> deletes.run();
            case ENDING -> ends.run();
            case SETTLED -> completes.run();
            case WAITING, FOLLOWING -> {}
          }
        });
  }

  /// All of it, in an order in which one leaves the next its work.
  public List<BackgroundTask> all() {
    return List.of(
        schedule,
        rollout,
        edges,
        reordering,
        timeout,
        abort,
        cancellation,
        ending,
        deletion,
        completion);
  }

  /// Does now, one after the other, what is due, until nothing is; for whoever moves the clock by
  /// hand.
  public void runAll(Instant now) {
    for (BackgroundTask task : all()) {
      while (task.pass(now) == BackgroundTask.Outcome.MORE) {}
    }
  }
}
