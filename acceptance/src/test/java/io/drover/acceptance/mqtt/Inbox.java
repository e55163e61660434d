package io.drover.acceptance.mqtt;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a connection is told: messages, and its end. A driver's threads put them in.
final class Inbox {
  static final int SECONDS = 20;

  /// The code of an end that was not announced.
  static final int UNTOLD = -1;

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  void put(Message message) {
    messages.add(message);
  }

  /// @param code of the server's DISCONNECT, or [#UNTOLD]
  void end(int code) {
    end.complete(code);
  }

  /// The next message, whenever it comes.
  Message next() throws InterruptedException {
    @Nullable Message next = messages.poll(SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was received");
    }
    return next;
  }

  /// The next message, if it comes soon; null when none does.
  @Nullable Message poll() throws InterruptedException {
    return messages.poll(20, TimeUnit.MILLISECONDS);
  }

  /// Why the server ended the connection, which it must have done or do soon.
  int awaitEnd() {
    return end.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }
}
