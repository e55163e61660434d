package io.drover.gateway.session;

import io.drover.gateway.session.Batch.Addition;
import io.drover.gateway.session.Batch.Applied;
import io.drover.gateway.session.Batch.Entry;
import io.drover.gateway.session.Batch.Removal;
import io.drover.gateway.session.SessionChange.Enqueued;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the changes of sessions durable, in the order in which they come, as many in one
/// transaction as wait; tells whoever waits for one when it is. That a message has been removed is
/// written along with other changes, or a moment later: a crash before costs at most its delivery
/// once more.
///
/// Servers that share a store keep their sessions apart: none touches another's.
///
/// Messages that wait to be written are bounded by [#MOST_MESSAGES] and [#MOST_BYTES]. Other
/// changes are few: a client does not go on before its last one is durable.
public final class SessionJournal implements AutoCloseable {
  /// Messages that wait to be written, at most.
  public static final int MOST_MESSAGES = 16_384;

  /// The bytes of messages that wait to be written, at most.
  public static final int MOST_BYTES = 64 << 20;

  private static final Logger log = LoggerFactory.getLogger(SessionJournal.class);
  private static final int MOST_PER_BATCH = 512;
  private static final int MOST_REMOVALS = 2_048;
  private static final long REMOVED_WITHIN_MILLIS = 250;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final Database database;
  private final String server;
  private final SessionStore sessions = new SessionStore();
  private final QueueStore queues = new QueueStore();
  private final ServerNumbers numbers = new ServerNumbers();
  private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
  private final Queue<Removal> removals = new ConcurrentLinkedQueue<>();
  private final Deque<Long> ended = new ArrayDeque<>();
  private final AtomicInteger waitingMessages = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong lastId = new AtomicLong();
  private final Thread thread;
  private volatile IdRange range = IdRange.ofServer(0);
  private long lastPosition;
  private volatile boolean closed;

  /// @param server the name of this one among those that share the store
  public SessionJournal(Database database, String server) {
    this.database = database;
    this.server = server;
    this.thread = Thread.ofPlatform().name("sessions").daemon().unstarted(this::run);
  }

  /// Hands over what the store holds, and from then on takes changes. To be called once, first.
  public void open(Recovery recovery) {
    range = IdRange.ofServer(database.write(tx -> numbers.of(tx, server)));
    lastId.set(database.read(reading -> sessions.lastId(reading, range)));
    Recovering found = database.read(reading -> new Recovering(reading, range).hand(recovery));
    lastPosition = found.lastPosition();
    ended.addAll(found.ownerless());
    thread.start();
  }

  /// An id for a session or a group.
  public long nextId() {
    return lastId.incrementAndGet();
  }

  /// Takes a change of a session. Never waits.
  public void change(SessionChange change, Outcome outcome) {
    add(new Entry(change, outcome, null));
  }

  /// Takes a message for its queues; false, and the outcome is never told, when too many wait
  /// already. Never waits.
  public boolean enqueue(Enqueued message, Outcome outcome) {
    int messages = waitingMessages.incrementAndGet();
    long bytes = waitingBytes.addAndGet(message.message().length);
    boolean room = messages <= MOST_MESSAGES && bytes <= MOST_BYTES;
    if (room) {
      add(new Entry(message, outcome, null));
    } else {
      release(message);
    }
    return room;
  }

  /// The queue does not need the message any more. Never waits.
  public void remove(MessageQueue queue, StoredMessage message) {
    removals.add(Removal.of(queue, message));
  }

  /// The messages of a queue behind one position and up to another, in their order. Waits for the
  /// store.
  public List<StoredMessage> page(long queue, long after, long upTo, int rows) {
    return database.read(reading -> queues.page(reading, queue, after, upTo, rows));
  }

  /// Removes some of the messages that have expired. Waits for the store.
  ///
  /// @param owners finds a queue by its id
  public void expire(Instant now, LongFunction<@Nullable MessageQueue> owners) {
    for (QueueStore.Held held :
        database.read(reading -> queues.expired(reading, range, now, MOST_PER_BATCH))) {
      @Nullable MessageQueue queue = owners.apply(held.queue());
      if (queue != null) {
        removals.add(new Removal(queue, held.position(), held.shared(), held.bytes()));
      }
    }
  }

  private void add(Entry entry) {
    waiting.add(entry);
    if (closed && waiting.remove(entry)) { // came after the last look at the queue
      entry.outcome().known(false);
    }
  }

  private void release(Enqueued message) {
    waitingMessages.decrementAndGet();
    waitingBytes.addAndGet(-message.message().length);
  }

  private void run() {
    while (!closed || !waiting.isEmpty() || !removals.isEmpty()) {
      Batch batch = next();
      if (!batch.isEmpty()) {
        write(batch);
      }
    }
    for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
      entry.outcome().known(false);
    }
  }

  private Batch next() {
    List<Entry> entries = new ArrayList<>();
    @Nullable Entry first = first();
    if (first != null) {
      entries.add(first);
      waiting.drainTo(entries, MOST_PER_BATCH - 1);
    }
    List<Removal> gone = new ArrayList<>();
    for (Removal removal = removals.poll(); removal != null; removal = removals.poll()) {
      gone.add(removal);
      if (gone.size() == MOST_REMOVALS) {
        break;
      }
    }
    return new Batch(entries.stream().map(this::placed).toList(), gone, ended.peek());
  }

  private @Nullable Entry first() {
    try {
      return ended.isEmpty() && !closed
          ? waiting.poll(REMOVED_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
          : waiting.poll();
    } catch (InterruptedException e) {
      return null;
    }
  }

  /// Gives a message its position. Queues that have ended meanwhile get nothing any more.
  private Entry placed(Entry entry) {
    if (!(entry.change() instanceof Enqueued message)) {
      return entry;
    }
    List<? extends MessageQueue> open =
        message.queues().stream().filter(queue -> !queue.isEnded()).toList();
    StoredMessage stored =
        new StoredMessage(
            ++lastPosition,
            open.size() > 1,
            1,
            message.bytes(),
            message.expiresAt(),
            message.message());
    return new Entry(message, entry.outcome(), new Addition(stored, open, message.exactlyOnce()));
  }

  private void write(Batch batch) {
    try {
      Applied applied = database.write(batch::apply);
      written(batch, applied);
    } catch (RuntimeException | Error e) { // whatever it was, those who wait must be told
      log.error("changes of sessions were lost; whoever waits is told", e);
      if (!closed) {
        removals.addAll(batch.removals());
      }
      batch.entries().forEach(this::settled);
      batch.tell(false);
    }
  }

  private void written(Batch batch, Applied applied) {
    batch.entries().forEach(this::settled);
    if (applied.swept()) {
      ended.remove();
    }
    applied
        .removed()
        .forEach(removal -> removal.queue().removed(removal.position(), removal.bytes()));
    batch.tell(true);
  }

  private void settled(Entry entry) {
    switch (entry.change()) {
      case Enqueued message -> release(message);
      case SessionChange.SessionEnded(long session) -> ended.add(session);
      case SessionChange.GroupEnded(long group) -> ended.add(group);
      default -> {}
    }
  }

  /// Writes what waits, and takes nothing any more.
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(LONGEST_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
