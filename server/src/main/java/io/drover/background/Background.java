package io.drover.background;

import io.drover.background.BackgroundTask.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs each [BackgroundTask] on a thread of its own: at once, then whenever it is nudged or its
/// period has passed.
public final class Background implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Background.class);
  private static final Duration LONGEST_LAST_PASS = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final List<Runner> runners = new CopyOnWriteArrayList<>();

  public Background(InstantSource clock) {
    this.clock = clock;
  }

  /// Starts the task and answers its nudge: calling it makes the next pass start now, and never
  /// blocks.
  public Runnable start(BackgroundTask task) {
    Runner runner = new Runner(task);
    runners.add(runner);
    return runner::nudge;
  }

  /// Lets the passes that are running end, and starts no more.
  @Override
  public void close() {
    runners.forEach(Runner::stop);
    runners.forEach(Runner::await);
  }

  private final class Runner {
    private final BackgroundTask task;
    private final Semaphore nudges = new Semaphore(1);
    private final Thread thread;
    private volatile boolean stopped;

    Runner(BackgroundTask task) {
      this.task = task;
      // Not a virtual one: long passes would keep a processor from the requests, which are.
      this.thread = Thread.ofPlatform().name(task.name()).daemon().start(this::run);
    }

    void nudge() {
      // A lost race adds a permit too many, which costs one empty pass.
      if (nudges.availablePermits() == 0) {
        nudges.release();
      }
    }

    void stop() {
      stopped = true;
      nudge();
    }

    void await() {
      try {
        if (!thread.join(LONGEST_LAST_PASS)) {
          log.warn("{} did not stop within {}", task.name(), LONGEST_LAST_PASS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void run() {
      while (!stopped) {
        try {
          if (nudges.tryAcquire(task.period().toNanos(), TimeUnit.NANOSECONDS)) {
            nudges.drainPermits();
          }
          while (!stopped && pass(clock.instant()) == Outcome.MORE) {}
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    private Outcome pass(Instant now) {
      try {
        return task.pass(now);
      } catch (RuntimeException e) {
        log.error("{} failed; it runs again within {}", task.name(), task.period(), e);
        return Outcome.DONE;
      }
    }
  }
}
