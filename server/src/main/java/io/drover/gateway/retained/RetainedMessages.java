package io.drover.gateway.retained;

import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is retained: one message of each topic, durable. Which topics have one is known without the
/// store, of at most [#MOST] topics of 256 bytes each: about 60 MB when all are there and as long
/// as usual.
///
/// Any thread may use it. Those who change or read a message wait for the store.
public final class RetainedMessages {
  /// As many as AWS keeps for an account.
  public static final int MOST = 500_000;

  private static final int ROWS = 10_000;
  private static final int LOCKS = 256;
  private static final Listing LISTING = new Listing("retained-messages", 20, 200);

  private final Database database;
  private final int most;
  private final RetainedStore store = new RetainedStore();
  private final Set<String> topics = ConcurrentHashMap.newKeySet();
  // So that what is known of a topic follows the store in the same order.
  private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(_ -> new Object()).toList();

  public RetainedMessages(Database database) {
    this(database, MOST);
  }

  /// @param most topics that may have a message
  RetainedMessages(Database database, int most) {
    this.database = database;
    this.most = most;
  }

  /// Finds out what an earlier server has left.
  public void open() {
    List<String> found = List.of("");
    do {
      String last = found.getLast();
      found = database.read(reading -> store.topics(reading, last, ROWS));
      topics.addAll(found);
    } while (found.size() == ROWS);
  }

  /// Whether there is room for a message of this topic. Never waits.
  public boolean hasRoom(String topic) {
    return topics.size() < most || topics.contains(topic);
  }

  /// Whether the topic may have a message; if not, it has none. Never waits.
  public boolean mayHave(String topic) {
    return topics.contains(topic);
  }

  public int count() {
    return topics.size();
  }

  /// Keeps the message in the place of the one that its topic had. Durable when it returns.
  public void put(RetainedMessage message) {
    synchronized (lock(message.topic())) {
      database.change(tx -> store.put(tx, message));
      topics.add(message.topic());
    }
  }

  /// Retains nothing of the topic any more. Durable when it returns.
  public void remove(String topic) {
    synchronized (lock(topic)) {
      if (topics.contains(topic)) {
        database.change(tx -> store.remove(tx, topic));
        topics.remove(topic);
      }
    }
  }

  /// At most `rows` of the topics that begin with `prefix`, behind `after`, in their order; they
  /// had a message a moment ago. Waits for the store.
  public List<String> topics(String after, String prefix, int rows) {
    return database.read(reading -> store.topics(reading, after, rows)).stream()
        .takeWhile(topic -> topic.startsWith(prefix))
        .toList();
  }

  public Optional<RetainedMessage> find(String topic, Instant now) {
    return topics.contains(topic)
        ? database.read(reading -> store.find(reading, topic)).filter(found -> !found.isGone(now))
        : Optional.empty();
  }

  /// In the order of their topics; pages of 1 to 200.
  public Page<RetainedSummary> list(@Nullable String token, @Nullable Integer size, Instant now) {
    PageRequest request = LISTING.request(token, size);
    List<RetainedSummary> rows =
        database.read(reading -> store.after(reading, request.after(0, ""), now, request.rows()));
    return LISTING.page(rows, request, summary -> List.of(summary.topic()));
  }

  /// Drops at most `rows` messages that are gone; whether there may be more.
  boolean forget(Instant now, int rows) {
    List<String> gone = database.read(reading -> store.gone(reading, now, rows));
    gone.forEach(topic -> forget(topic, now));
    return gone.size() == rows;
  }

  private void forget(String topic, Instant now) {
    synchronized (lock(topic)) {
      if (database.write(tx -> store.forget(tx, topic, now))) {
        topics.remove(topic);
      }
    }
  }

  private Object lock(String topic) {
    return locks.get(Math.floorMod(topic.hashCode(), LOCKS));
  }
}
