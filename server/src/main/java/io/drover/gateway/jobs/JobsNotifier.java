package io.drover.gateway.jobs;

import io.drover.changes.Change;
import io.drover.changes.Changes;
import io.drover.jobs.ExecutionsHidden;
import io.drover.jobs.ExecutionsQueued;
import io.drover.jobs.ExecutionsShown;
import io.drover.jobs.HeadsChanged;
import io.drover.jobs.PendingChanged;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells devices what changed among their pending executions, in commit order, on a thread of its
/// own. When the changes that wait touch more than [#MOST_WAITING] things, the thread on which
/// changes are followed waits, and in the end those who commit do: nothing is dropped, and memory
/// is bounded. [JobsNews] must therefore never wait for a commit.
///
/// What is not yet told when the server stops is lost, as it would be to a device that is not
/// connected: a device asks when it connects.
public final class JobsNotifier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JobsNotifier.class);
  private static final int MOST_WAITING = 16_384;
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  /// Marks the end of the queue.
  private record End() implements Change {}

  private final JobsNews news;
  private final Semaphore room = new Semaphore(MOST_WAITING, true);
  // Bounded by the permits of `room`.
  private final BlockingQueue<Change> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  public JobsNotifier(JobsNews news) {
    this.news = news;
    this.thread = Thread.ofPlatform().name("jobs-notifier").daemon().start(this::run);
  }

  /// Starts to tell what these changes say.
  public void follow(Changes changes) {
    changes.follow(PendingChanged.class, this::offer);
    changes.follow(ExecutionsQueued.class, this::offer);
    changes.follow(HeadsChanged.class, this::offer);
    changes.follow(ExecutionsShown.class, this::offer);
    changes.follow(ExecutionsHidden.class, this::offer);
  }

  private void offer(Change change) {
    if (!closed) {
      room.acquireUninterruptibly(weight(change));
      waiting.add(change);
    }
  }

  private static int weight(Change change) {
    return switch (change) {
      case ExecutionsQueued(_, var things) -> Math.clamp(things.size(), 1, MOST_WAITING);
      case HeadsChanged(var things) -> Math.clamp(things.size(), 1, MOST_WAITING);
      case ExecutionsShown(_, var things) -> Math.clamp(things.size(), 1, MOST_WAITING);
      case ExecutionsHidden(var things, _) -> Math.clamp(things.size(), 1, MOST_WAITING);
      default -> 1;
    };
  }

  private void run() {
    try {
      for (Change change = waiting.take(); !(change instanceof End); change = waiting.take()) {
        tell(change);
        room.release(weight(change));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Change change) {
    try {
      switch (change) {
        case PendingChanged pending -> news.tell(pending);
        case ExecutionsQueued queued -> news.tell(queued);
        case HeadsChanged heads -> news.tell(heads);
        case ExecutionsShown shown -> news.tell(shown);
        case ExecutionsHidden hidden -> news.tell(hidden);
        default -> throw new IllegalStateException("not about pending executions: " + change);
      }
    } catch (RuntimeException e) {
      log.error("telling devices of a change failed", e);
    }
  }

  /// Tells what waits, for at most ten seconds, and then no more.
  @Override
  public void close() {
    waiting.add(new End());
    try {
      if (!thread.join(LONGEST_END)) {
        log.warn("devices were not told all changes within {}", LONGEST_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    // Whoever waits for room finds it: what comes now is not told.
    room.release(MOST_WAITING);
  }
}
