package io.drover.store;

import io.drover.rejection.Rejection.Unavailable;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one thread of this process that changes the store. Calls wait for it, at most
/// [#MOST_WAITING], are run by [SharedCommits], and go on when what they changed is on disk: a
/// synced commit costs far more than the work of one call, so callers must share it.
final class Writer implements AutoCloseable {
  private static final int MOST_WAITING = 8_192;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Lane lane;
  private final BlockingQueue<Call<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final SharedCommits commits;
  private final Thread thread;
  private volatile boolean closed;

  Writer(Lane lane, AfterCommit afterCommit) {
    this.lane = lane;
    this.commits = new SharedCommits(lane, afterCommit, waiting);
    this.thread = Thread.ofPlatform().name("store-writer").unstarted(this::run);
    thread.start();
  }

  <T extends @Nullable Object> T write(Function<? super Transaction, T> work) {
    Call<T> call = new Call<>(work);
    try {
      if (closed
          || !waiting.offer(call, LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)
          || (closed && waiting.remove(call))) { // came after the last look at the queue
        throw new Unavailable("The store takes no changes now; try again.").toException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The server is stopping.").toException();
    }
    return call.outcome();
  }

  private void run() {
    while (!closed || !waiting.isEmpty()) {
      Call<?> first = next();
      if (first != null) {
        commits.commit(first);
      }
    }
    for (Call<?> call = waiting.poll(); call != null; call = waiting.poll()) {
      call.fail(new Unavailable("The server is stopping.").toException());
    }
  }

  private @Nullable Call<?> next() {
    try {
      return waiting.poll(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return null;
    }
  }

  /// Lets the calls that wait end, and takes no more.
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lane.close();
  }
}
