package io.drover.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Registers things through the public API, many requests at a time.
final class Fleet {
  private static final int REQUESTS_AT_A_TIME = 48;
  private static final int MOST_TRIES = 10;
  private static final long PAUSE_NANOS = 20_000_000;

  private final SignedApi api;
  private final Progress progress;
  private final int requestsAtATime;
  private final AtomicLong faults = new AtomicLong();

  Fleet(SignedApi api, Progress progress) {
    this(api, progress, REQUESTS_AT_A_TIME);
  }

  Fleet(SignedApi api, Progress progress, int requestsAtATime) {
    this.api = api;
    this.progress = progress;
    this.requestsAtATime = requestsAtATime;
  }

  /// How often the server failed to do what it was asked, and was asked again.
  long faults() {
    return faults.get();
  }

  /// Asks again, as the SDKs do, when the server is at fault.
  private void send(String method, String path, String body) {
    for (int tries = 1; ; tries++) {
      SignedApi.Reply reply = api.call(method, path, body);
      if (reply.isSuccess()) {
        return;
      } else if (!reply.isFault() || tries == MOST_TRIES) {
        throw new IllegalStateException(method + " " + path + ": " + reply);
      }
      faults.incrementAndGet();
      LockSupport.parkNanos(PAUSE_NANOS * tries);
    }
  }

  static String name(int number) {
    return "thing-" + number;
  }

  /// Creates things 0 to `count` - 1 and puts each into `group`.
  void register(int count, String group) {
    each(
        "register things",
        count,
        number -> {
          send(
              "POST",
              "/things/" + name(number),
              "{\"attributePayload\":{\"attributes\":{\"site\":\"s" + number % 100 + "\"}}}");
          join(number, group);
        });
  }

  /// Creates things 0 to `count` - 1 with these attributes, each the members of a JSON object.
  void register(int count, IntFunction<String> attributes) {
    each(
        "register things",
        count,
        number ->
            send(
                "POST",
                "/things/" + name(number),
                "{\"attributePayload\":{\"attributes\":{" + attributes.apply(number) + "}}}"));
  }

  /// Puts a thing into `group`.
  void join(int number, String group) {
    send(
        "PUT",
        "/thing-groups/addThingToThingGroup",
        "{\"thingGroupName\":\"" + group + "\",\"thingName\":\"" + name(number) + "\"}");
  }

  /// Runs `work` for every number below `count`, and fails when one of them does.
  void each(String title, int count, IntConsumer work) {
    AtomicLong done = new AtomicLong();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    Semaphore slots = new Semaphore(requestsAtATime);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < count && failure.get() == null; number++) {
        int current = number;
        slots.acquireUninterruptibly();
        executor.execute(
            () -> {
              try {
                work.accept(current);
                progress.show(title, done.incrementAndGet(), count);
              } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
              } finally {
                slots.release();
              }
            });
      }
    }
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
