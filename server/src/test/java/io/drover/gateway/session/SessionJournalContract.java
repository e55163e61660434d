package io.drover.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.session.SessionChange.Completed;
import io.drover.gateway.session.SessionChange.Enqueued;
import io.drover.gateway.session.SessionChange.Forgotten;
import io.drover.gateway.session.SessionChange.GroupEnded;
import io.drover.gateway.session.SessionChange.GroupOpened;
import io.drover.gateway.session.SessionChange.Left;
import io.drover.gateway.session.SessionChange.Opened;
import io.drover.gateway.session.SessionChange.Received;
import io.drover.gateway.session.SessionChange.Released;
import io.drover.gateway.session.SessionChange.SessionEnded;
import io.drover.gateway.session.SessionChange.Subscribed;
import io.drover.gateway.session.SessionChange.Unsubscribed;
import io.drover.gateway.session.SessionChange.WillDropped;
import io.drover.gateway.session.SessionChange.WillKept;
import io.drover.store.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is kept of sessions, whichever database keeps it.
interface SessionJournalContract {
  Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  Duration HOUR = Duration.ofHours(1);

  Database database();

  /// A queue that remembers what it was told.
  final class Queue implements MessageQueue {
    final long id;
    final List<StoredMessage> stored = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> removed = Collections.synchronizedList(new ArrayList<>());
    volatile boolean ended;

    Queue(long id) {
      this.id = id;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public boolean isEnded() {
      return ended;
    }

    @Override
    public void stored(StoredMessage message) {
      stored.add(message);
    }

    @Override
    public void removed(long position, int bytes) {
      removed.add(bytes);
    }

    @Override
    public String toString() {
      return "queue " + id;
    }
  }

  /// What a server finds at its start.
  final class Found implements Recovery {
    final List<StoredSession> sessions = new ArrayList<>();
    final List<StoredGroup> groups = new ArrayList<>();
    final List<StoredSubscription> subscriptions = new ArrayList<>();
    final List<QueueTally> queues = new ArrayList<>();
    final List<String> packetIds = new ArrayList<>();
    final List<StoredWill> wills = new ArrayList<>();

    @Override
    public void session(StoredSession session) {
      sessions.add(session);
    }

    @Override
    public void group(StoredGroup group) {
      groups.add(group);
    }

    @Override
    public void subscription(StoredSubscription subscription) {
      subscriptions.add(subscription);
    }

    @Override
    public void received(long session, int packetId) {
      packetIds.add(session + " received " + packetId);
    }

    @Override
    public void released(long session, int packetId) {
      packetIds.add(session + " released " + packetId);
    }

    @Override
    public void will(StoredWill will) {
      wills.add(will);
    }

    @Override
    public boolean queue(QueueTally tally) {
      queues.add(tally);
      return sessions.stream().anyMatch(session -> session.id() == tally.queue())
          || groups.stream().anyMatch(group -> group.id() == tally.queue());
    }
  }

  /// A server's journal over the database of the test.
  final class Server implements AutoCloseable {
    final Found found = new Found();
    final SessionJournal journal;

    Server(Database database) {
      this(database, "");
    }

    /// @param name of one of several that share a store
    Server(Database database, String name) {
      journal = new SessionJournal(database, name);
      journal.open(found);
    }

    boolean change(SessionChange change) {
      CompletableFuture<Boolean> durable = new CompletableFuture<>();
      journal.change(change, durable::complete);
      return durable.orTimeout(10, TimeUnit.SECONDS).join();
    }

    boolean enqueue(String text, Queue... queues) {
      return enqueue(text, Optional.empty(), queues);
    }

    boolean enqueue(String text, Optional<Instant> expiresAt, Queue... queues) {
      byte[] message = text.getBytes(StandardCharsets.UTF_8);
      CompletableFuture<Boolean> durable = new CompletableFuture<>();
      assertThat(
              journal.enqueue(
                  new Enqueued(List.of(queues), Set.of(), null, message.length, expiresAt, message),
                  durable::complete))
          .isTrue();
      return durable.orTimeout(10, TimeUnit.SECONDS).join();
    }

    Queue open(String clientId) {
      Queue queue = new Queue(journal.nextId());
      assertThat(change(new Opened(queue.id, clientId, Family.MQTT_3, HOUR))).isTrue();
      return queue;
    }

    List<String> waiting(Queue queue) {
      return page(queue, 0, Long.MAX_VALUE, 1_000);
    }

    List<String> page(Queue queue, long after, long upTo, int rows) {
      return journal.page(queue.id, after, upTo, rows).stream()
          .map(message -> new String(message.message(), StandardCharsets.UTF_8))
          .toList();
    }

    @Override
    public void close() {
      journal.close();
    }
  }

  default Server server() {
    return new Server(database());
  }

  default long bodies() {
    return database()
        .read(
            reading ->
                reading
                    .first("SELECT COUNT(*) FROM session_message", row -> row.number(1))
                    .orElseThrow());
  }

  @Test
  default void sessionsAndTheirSubscriptionsAreFoundAgain() {
    try (Server server = server()) {
      Queue present = server.open("present");
      Queue away = server.open("away");
      server.change(new Subscribed(present.id, Map.of("a/+", 1, "b", 0)));
      server.change(new Subscribed(away.id, Map.of("a/+", 0)));
      server.change(new Subscribed(away.id, Map.of("a/+", 1)));
      server.change(new Left(away.id, Duration.ofMinutes(5), NOW, 7));
    }
    try (Server server = server()) {
      assertThat(server.found.sessions)
          .containsExactly(
              new StoredSession(
                  1, "present", Family.MQTT_3, HOUR, Optional.empty(), OptionalLong.empty()),
              new StoredSession(
                  2,
                  "away",
                  Family.MQTT_3,
                  Duration.ofMinutes(5),
                  Optional.of(NOW),
                  OptionalLong.of(7)));
      assertThat(server.found.subscriptions)
          .containsExactly(
              new StoredSubscription(1, "a/+", 1),
              new StoredSubscription(1, "b", 0),
              new StoredSubscription(2, "a/+", 1));
      assertThat(server.journal.nextId()).isEqualTo(3);
    }
  }

  @Test
  default void serversOnOneStoreKeepTheirSessionsApart() {
    Queue ofOne;
    Queue ofTwo;
    try (Server one = new Server(database(), "one");
        Server two = new Server(database(), "two")) {
      ofOne = one.open("c");
      ofTwo = two.open("c");
      assertThat(ofOne.id).isNotEqualTo(ofTwo.id);
      one.change(new Subscribed(ofOne.id, Map.of("a", 1)));
      two.change(new Subscribed(ofTwo.id, Map.of("b", 1)));
      one.enqueue("to one", ofOne, new Queue(one.journal.nextId()));
      two.enqueue("to two", ofTwo, new Queue(two.journal.nextId()));
      two.change(new Received(ofTwo.id, 5));
      two.change(new Released(ofTwo, null, 6));
      two.change(new Left(ofTwo.id, Duration.ofMinutes(5), NOW, 0));
    }
    try (Server one = new Server(database(), "one");
        Server two = new Server(database(), "two")) {
      assertThat(one.found.sessions)
          .containsExactly(
              new StoredSession(
                  ofOne.id, "c", Family.MQTT_3, HOUR, Optional.empty(), OptionalLong.empty()));
      assertThat(one.found.subscriptions).containsExactly(new StoredSubscription(ofOne.id, "a", 1));
      assertThat(two.found.subscriptions).containsExactly(new StoredSubscription(ofTwo.id, "b", 1));
      assertThat(one.found.packetIds).isEmpty();
      assertThat(two.found.packetIds)
          .containsExactly(ofTwo.id + " received 5", ofTwo.id + " released 6");
      assertThat(one.waiting(ofOne)).containsExactly("to one");
      assertThat(two.waiting(ofTwo)).containsExactly("to two");
      assertThat(one.journal.nextId()).isGreaterThan(ofOne.id).isLessThan(ofTwo.id);
      assertThat(two.journal.nextId()).isGreaterThan(ofTwo.id);
    }
  }

  @Test
  default void aServerRemovesNothingThatHasExpiredForAnother() {
    Queue ofOne;
    try (Server one = new Server(database(), "one");
        Server two = new Server(database(), "two")) {
      ofOne = one.open("c");
      one.enqueue("expired", Optional.of(NOW), ofOne);
      List<Long> asked = new ArrayList<>();
      two.journal.expire(
          NOW,
          queue -> {
            asked.add(queue);
            return null;
          });
      assertThat(asked).isEmpty();
      one.journal.expire(NOW, queue -> queue == ofOne.id ? ofOne : null);
    }
    assertThat(ofOne.removed).hasSize(1);
  }

  @Test
  default void positionsOfServersAreApartAlsoAfterTheyHaveStartedAgain() {
    Queue first;
    Queue second;
    try (Server one = new Server(database(), "one");
        Server two = new Server(database(), "two")) {
      first = one.open("c");
      second = two.open("c");
      for (int i = 0; i < 5; i++) {
        one.enqueue("m", first);
      }
      two.enqueue("m", second);
    }
    try (Server one = new Server(database(), "one");
        Server two = new Server(database(), "two")) {
      one.enqueue("m", first);
      two.enqueue("m", second);
    }
    assertThat(first.stored).extracting(StoredMessage::position).isSorted();
    assertThat(second.stored).extracting(StoredMessage::position).isSorted();
    assertThat(first.stored)
        .extracting(StoredMessage::position)
        .doesNotContainAnyElementsOf(second.stored.stream().map(StoredMessage::position).toList());
  }

  @Test
  default void clientThatComesBackIsConnectedAgain() {
    try (Server server = server()) {
      Queue session = server.open("c");
      server.change(new Left(session.id, HOUR, NOW, 0));
      server.change(new Opened(session.id, "c", Family.MQTT_3, Duration.ofMinutes(2)));
    }
    try (Server server = server()) {
      assertThat(server.found.sessions)
          .containsExactly(
              new StoredSession(
                  1,
                  "c",
                  Family.MQTT_3,
                  Duration.ofMinutes(2),
                  Optional.empty(),
                  OptionalLong.empty()));
    }
  }

  @Test
  default void whatWasUnsubscribedOrEndedIsGone() {
    try (Server server = server()) {
      Queue kept = server.open("kept");
      Queue ended = server.open("ended");
      server.change(new Subscribed(kept.id, Map.of("a", 1, "b", 1)));
      server.change(new Subscribed(ended.id, Map.of("a", 1)));
      server.change(new Unsubscribed(kept.id, List.of("a", "never")));
      server.change(new SessionEnded(ended.id));
    }
    try (Server server = server()) {
      assertThat(server.found.sessions).extracting(StoredSession::clientId).containsExactly("kept");
      assertThat(server.found.subscriptions).containsExactly(new StoredSubscription(1, "b", 1));
    }
  }

  @Test
  default void messageIsToldInOrderAndStaysUntilItIsRemoved() {
    try (Server server = server()) {
      Queue queue = server.open("c");
      assertThat(server.enqueue("one", queue)).isTrue();
      assertThat(server.enqueue("two", queue)).isTrue();
      assertThat(server.enqueue("three", queue)).isTrue();
      assertThat(queue.stored)
          .extracting(StoredMessage::position)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(server.waiting(queue)).containsExactly("one", "two", "three");

      server.journal.remove(queue, queue.stored.get(1));
      server.journal.remove(queue, queue.stored.get(1));
    }
    try (Server server = server()) {
      Queue queue = new Queue(1);
      assertThat(server.waiting(queue)).containsExactly("one", "three");
      assertThat(server.found.queues).containsExactly(new QueueTally(1, 2, 8, 3));
    }
  }

  @Test
  default void roomIsFreeAgainOnceForEachMessageRemoved() {
    Queue queue;
    try (Server server = server()) {
      queue = server.open("c");
      server.enqueue("four", queue);
      server.journal.remove(queue, queue.stored.getFirst());
      server.journal.remove(queue, queue.stored.getFirst());
    }
    assertThat(queue.removed).containsExactly(4);
  }

  @Test
  default void pagesAreBoundedByPositionsAndRows() {
    try (Server server = server()) {
      Queue queue = server.open("c");
      IntStream.rangeClosed(1, 6).forEach(i -> server.enqueue("m" + i, queue));
      long second = queue.stored.get(1).position();
      long fifth = queue.stored.get(4).position();
      assertThat(server.page(queue, second, fifth, 10)).containsExactly("m3", "m4", "m5");
      assertThat(server.page(queue, second, fifth, 2)).containsExactly("m3", "m4");
    }
  }

  @Test
  default void bodyOfSeveralQueuesIsKeptOnceUntilTheLastLetsItGo() {
    Queue first;
    Queue second;
    try (Server server = server()) {
      first = server.open("first");
      second = server.open("second");
      server.enqueue("both", Optional.of(NOW), first, second);
      assertThat(bodies()).isEqualTo(1);
      assertThat(server.waiting(first)).containsExactly("both");
      assertThat(server.journal.page(second.id, 0, Long.MAX_VALUE, 1))
          .allSatisfy(
              message -> {
                assertThat(message.shared()).isTrue();
                assertThat(message.expiresAt()).contains(NOW);
              });
      server.journal.remove(first, first.stored.getFirst());
    }
    assertThat(bodies()).isEqualTo(1);
    try (Server server = server()) {
      assertThat(server.waiting(first)).isEmpty();
      assertThat(server.waiting(second)).containsExactly("both");
      server.journal.remove(second, second.stored.getFirst());
    }
    assertThat(bodies()).isZero();
  }

  @Test
  default void nothingIsKeptForAQueueThatHasEnded() {
    try (Server server = server()) {
      Queue gone = server.open("gone");
      Queue kept = server.open("kept");
      server.change(new SessionEnded(gone.id));
      gone.ended = true;
      assertThat(server.enqueue("late", gone)).isTrue();
      assertThat(server.enqueue("both", gone, kept)).isTrue();
      assertThat(gone.stored).isEmpty();
      assertThat(kept.stored).hasSize(1);
      assertThat(bodies()).isZero();
    }
    try (Server server = server()) {
      assertThat(server.found.queues).extracting(QueueTally::queue).containsExactly(2L);
    }
  }

  @Test
  default void messagesOfAnEndedSessionAreDeletedInSlices() throws Exception {
    try (Server server = server()) {
      Queue gone = server.open("gone");
      Queue kept = server.open("kept");
      IntStream.range(0, 20).forEach(i -> server.enqueue("s" + i, gone, kept));
      CompletableFuture<Boolean> last = new CompletableFuture<>();
      IntStream.range(0, 1_100).forEach(i -> offer(server, gone, last));
      server.enqueue("last", gone);
      server.change(new SessionEnded(gone.id));
      for (int tries = 0; !server.waiting(gone).isEmpty() && tries < 500; tries++) {
        Thread.sleep(10);
      }
      assertThat(server.waiting(gone)).isEmpty();
      assertThat(server.waiting(kept)).hasSize(20);
      assertThat(bodies()).isEqualTo(20);
    }
  }

  private static void offer(Server server, Queue queue, CompletableFuture<Boolean> outcome) {
    server.journal.enqueue(
        new Enqueued(List.of(queue), Set.of(), null, 1, Optional.empty(), new byte[1]),
        outcome::complete);
  }

  @Test
  default void whatAnEndedSessionLeftBehindIsDeletedByTheNextServer() throws Exception {
    database()
        .change(
            tx ->
                tx.update(
                    """
                    INSERT INTO session_queue (queue, position, bytes, message)
                    VALUES (?, ?, ?, ?)""",
                    41L,
                    900L,
                    1,
                    new byte[1]));
    try (Server server = server()) {
      assertThat(server.journal.nextId()).isEqualTo(42);
      Queue left = new Queue(41);
      for (int tries = 0; !server.waiting(left).isEmpty() && tries < 500; tries++) {
        Thread.sleep(10);
      }
      assertThat(server.waiting(left)).isEmpty();
    }
  }

  @Test
  default void positionsGoOnAfterARestart() {
    Queue queue;
    try (Server server = server()) {
      queue = server.open("c");
      server.enqueue("before", queue);
    }
    try (Server server = server()) {
      server.enqueue("after", queue);
      assertThat(server.waiting(queue)).containsExactly("before", "after");
    }
  }

  @Test
  default void expiredMessagesAreRemoved() {
    Queue queue;
    try (Server server = server()) {
      queue = server.open("c");
      Queue owner = queue;
      server.enqueue("soon", Optional.of(NOW.plusSeconds(1)), queue);
      server.enqueue("later", Optional.of(NOW.plusSeconds(60)), queue);
      server.enqueue("never", queue);
      server.journal.expire(NOW, _ -> owner);
      server.journal.expire(NOW.plusSeconds(1), id -> id == 1 ? owner : null);
    }
    try (Server server = server()) {
      assertThat(server.waiting(queue)).containsExactly("later", "never");
    }
  }

  @Test
  default void groupsAreFoundAgainUntilTheyEnd() {
    Queue kept;
    try (Server server = server()) {
      kept = new Queue(server.journal.nextId());
      Queue ended = new Queue(server.journal.nextId());
      server.change(new GroupOpened(kept.id, "$share/g/a"));
      server.change(new GroupOpened(ended.id, "$share/h/a"));
      server.enqueue("m", kept, ended);
      server.change(new GroupEnded(ended.id));
    }
    try (Server server = server()) {
      assertThat(server.found.groups).containsExactly(new StoredGroup(kept.id, "$share/g/a"));
      assertThat(server.waiting(kept)).containsExactly("m");
    }
  }

  @Test
  default void whatCannotBeWrittenIsToldSo() {
    try (Server server = server()) {
      Queue queue = server.open("c");
      server.change(new GroupOpened(7, "$share/g/a"));
      assertThat(server.change(new GroupOpened(7, "$share/h/a"))).isFalse();
      assertThat(server.enqueue("goes on", queue)).isTrue();
    }
  }

  @Test
  default void nothingIsTakenAfterTheEnd() {
    Server server = server();
    Queue queue = server.open("c");
    server.close();
    assertThat(server.enqueue("late", queue)).isFalse();
  }

  @Test
  default void packetIdsOfQos2AreKeptUntilTheyAreOver() {
    try (Server server = new Server(database())) {
      Queue one = server.open("one");
      Queue two = server.open("two");
      server.change(new Received(one.id, 9));
      server.change(new Received(one.id, 9));
      server.change(new Received(two.id, 4));
      server.change(new Received(two.id, 5));
      server.change(new Forgotten(two.id, 4));
      server.change(new Received(99, 1)); // of no session
      server.change(new Released(two, null, 30));
      server.change(new Released(two, null, 31));
      server.change(new Completed(two.id, 31));
    }
    try (Server server = new Server(database())) {
      assertThat(server.found.packetIds)
          .containsExactly("1 received 9", "2 received 5", "2 released 30");
      server.change(new SessionEnded(1));
      server.change(new SessionEnded(2));
    }
    try (Server server = new Server(database())) {
      assertThat(server.found.packetIds).isEmpty();
    }
  }

  @Test
  default void willsAreKeptUntilTheyAreDroppedOrTheirSessionEnds() {
    byte[] message = {'w'};
    try (Server server = new Server(database())) {
      for (String client : List.of("one", "two", "three")) {
        long id = server.open(client).id;
        server.change(
            new WillKept(
                new StoredWill(id, 1, Optional.empty(), Duration.ZERO, Optional.empty(), message)));
      }
      server.change(
          new WillKept(new StoredWill(1, 2, Optional.of(HOUR), HOUR, Optional.of(NOW), message)));
      server.change(new WillDropped(2));
      server.change(new SessionEnded(3));
      server.change(
          new WillKept(new StoredWill(3, 1, Optional.empty(), HOUR, Optional.empty(), message)));
    }
    try (Server server = new Server(database())) {
      assertThat(server.found.wills).hasSize(1);
      StoredWill will = server.found.wills.getFirst();
      assertThat(will.message()).isEqualTo(message);
      assertThat(will)
          .isEqualTo(
              new StoredWill(1, 2, Optional.of(HOUR), HOUR, Optional.of(NOW), will.message()));
    }
  }

  @Test
  default void messageTakenWithItsPacketIdIsKeptWithIt() {
    try (Server server = new Server(database())) {
      Queue publisher = server.open("publisher");
      Queue once = server.open("once");
      Queue other = server.open("other");
      byte[] message = {'m'};
      CompletableFuture<Boolean> durable = new CompletableFuture<>();
      server.journal.enqueue(
          new Enqueued(
              List.of(once, other),
              Set.of(once),
              new Received(publisher.id, 3),
              1,
              Optional.empty(),
              message),
          durable::complete);
      assertThat(durable.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
      assertThat(once.stored).extracting(StoredMessage::qos).containsExactly(2);
      assertThat(other.stored).extracting(StoredMessage::qos).containsExactly(1);
    }
    try (Server server = new Server(database())) {
      assertThat(server.found.packetIds).containsExactly("1 received 3");
      assertThat(server.journal.page(2, 0, 9, 9)).extracting(StoredMessage::qos).containsExactly(2);
      assertThat(server.journal.page(3, 0, 9, 9)).extracting(StoredMessage::qos).containsExactly(1);
    }
  }

  @Test
  default void releasedMessageLeavesItsQueueAndPacketIdsComeInTheOrderOfMessages() {
    try (Server server = new Server(database())) {
      Queue queue = server.open("c");
      server.enqueue("first", queue);
      server.enqueue("second", queue);
      server.change(new Released(queue, queue.stored.get(1), 1));
      server.change(new Released(queue, queue.stored.get(0), 2));
      server.change(new Released(queue, queue.stored.get(0), 2));
      assertThat(server.waiting(queue)).isEmpty();
      assertThat(queue.removed).hasSize(2);
    }
    try (Server server = new Server(database())) {
      assertThat(server.found.packetIds).containsExactly("1 released 2", "1 released 1");
    }
  }
}
