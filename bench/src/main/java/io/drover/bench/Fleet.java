package io.drover.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Registers things through the public API, many requests at a time.
final class Fleet {
  private static final int REQUESTS_AT_A_TIME = 48;

  private final SignedApi api;
  private final Progress progress;

  Fleet(SignedApi api, Progress progress) {
    this.api = api;
    this.progress = progress;
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
          api.send(
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
            api.send(
                "POST",
                "/things/" + name(number),
                "{\"attributePayload\":{\"attributes\":{" + attributes.apply(number) + "}}}"));
  }

  /// Puts a thing into `group`.
  void join(int number, String group) {
    api.send(
        "PUT",
        "/thing-groups/addThingToThingGroup",
        "{\"thingGroupName\":\"" + group + "\",\"thingName\":\"" + name(number) + "\"}");
  }

  /// Runs `work` for every number below `count`, and fails when one of them does.
  void each(String title, int count, IntConsumer work) {
    AtomicLong done = new AtomicLong();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    Semaphore slots = new Semaphore(REQUESTS_AT_A_TIME);
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
