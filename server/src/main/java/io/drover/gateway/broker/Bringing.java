package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageCodec;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.Wire.Asked;
import io.drover.gateway.broker.topic.TopicFilter;
import io.drover.gateway.retained.RetainedMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Brings one client the retained messages that its filters with wildcards match, one filter after
/// the other and each in the order of topics. A page of topics and a window of messages are in
/// memory at a time: the next ones are read as the client takes those.
///
/// Waiting filters are bounded by the client's subscriptions: one that is subscribed to again while
/// it waits is brought once.
final class Bringing {
  private static final int TOPICS = 1_000;
  private static final int WINDOW = 16;
  private static final long RETRY_MILLIS = 50;

  private final Retained retained;
  private final Line line;
  private final Outbox outbox;
  private final Rights rights;
  private final GrantedFilters granted;
  private final Semaphore window = new Semaphore(WINDOW);
  private final SequencedMap<String, Asked> waiting = new LinkedHashMap<>();
  private boolean running;

  Bringing(Retained retained, Line line, Outbox outbox, Rights rights, GrantedFilters granted) {
    this.retained = retained;
    this.line = line;
    this.outbox = outbox;
    this.rights = rights;
    this.granted = granted;
  }

  void add(Asked asked) {
    waiting.put(asked.filter(), asked);
    next();
  }

  private void next() {
    Map.@Nullable Entry<String, Asked> first =
        running || !line.isOpen() ? null : waiting.pollFirstEntry();
    if (first != null) {
      running = true;
      Thread.startVirtualThread(() -> bring(first.getValue()));
    }
  }

  /// On a virtual thread.
  private void bring(Asked asked) {
    try {
      bringAll(asked);
      line.execute(this::brought);
    } catch (RuntimeException e) {
      line.execute(() -> line.fail("reading retained messages", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void brought() {
    running = false;
    next();
  }

  private void bringAll(Asked asked) throws InterruptedException {
    String prefix = TopicFilter.literal(asked.filter());
    bringMatching(List.of(prefix), asked);
    String last = prefix;
    List<String> page;
    do {
      page = retained.messages().topics(last, prefix, TOPICS);
      bringMatching(page, asked);
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == TOPICS && isWanted(asked));
  }

  private boolean isWanted(Asked asked) {
    return line.isOpen() && granted.contains(asked.filter());
  }

  private void bringMatching(List<String> topics, Asked asked) throws InterruptedException {
    rights.refresh();
    for (String topic : topics) {
      if (granted.matches(asked.filter(), topic) && rights.mayReceive(topic) && isWanted(asked)) {
        var found = retained.find(topic);
        if (found.isPresent()) {
          send(found.get(), asked);
        }
      }
    }
  }

  private void send(RetainedMessage found, Asked asked) throws InterruptedException {
    Message message = MessageCodec.decode(found.message());
    Outgoing outgoing =
        Outgoing.kept(message, found.qos(), true, List.of(), window::release).by(asked.grant());
    while (line.isOpen()) {
      if (window.tryAcquire(1, TimeUnit.SECONDS)) {
        if (outbox.tryReserve(outgoing)) {
          line.execute(() -> outbox.put(outgoing));
          return;
        }
        window.release();
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }
}
