package io.drover.store;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs what follows commits, in their order, on one thread. When more than [#MOST_WAITING] commits
/// wait to be followed, committing waits too.
final class AfterCommit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AfterCommit.class);
  private static final int MOST_WAITING = 1_024;
  private static final List<Runnable> END = List.of(() -> {});

  private final BlockingQueue<List<Runnable>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread = Thread.ofPlatform().name("after-commit").daemon().start(this::run);

  void follow(List<Runnable> actions) {
    if (!actions.isEmpty()) {
      put(actions);
    }
  }

  private void put(List<Runnable> actions) {
    boolean interrupted = false;
    while (true) {
      try {
        waiting.put(actions);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("ReferenceEquality") // END is a marker
  private void run() {
    try {
      for (List<Runnable> actions = waiting.take(); actions != END; actions = waiting.take()) {
        actions.forEach(AfterCommit::run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) { // whatever it was, the next ones must be followed
      log.error("following a commit failed", e);
    }
  }

  /// Runs what is waiting, then ends.
  @Override
  public void close() {
    put(END);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
