package io.drover.gateway.broker;

import io.drover.gateway.broker.Deadlines.Deadline;
import io.drover.gateway.broker.Router.Fate;
import io.drover.gateway.broker.bounds.QueueRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.BrokerLimits.Kept;
import io.drover.gateway.broker.mqtt.Dialect;
import io.drover.gateway.broker.mqtt.Grant;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageCodec;
import io.drover.gateway.broker.mqtt.SessionRequest;
import io.drover.gateway.broker.mqtt.Will;
import io.drover.gateway.session.Family;
import io.drover.gateway.session.MessageQueue;
import io.drover.gateway.session.Outcome;
import io.drover.gateway.session.QueueTally;
import io.drover.gateway.session.Recovery;
import io.drover.gateway.session.SessionChange;
import io.drover.gateway.session.SessionChange.Completed;
import io.drover.gateway.session.SessionChange.Enqueued;
import io.drover.gateway.session.SessionChange.Left;
import io.drover.gateway.session.SessionChange.Opened;
import io.drover.gateway.session.SessionChange.Received;
import io.drover.gateway.session.SessionChange.Released;
import io.drover.gateway.session.SessionChange.SessionEnded;
import io.drover.gateway.session.SessionJournal;
import io.drover.gateway.session.StoredGroup;
import io.drover.gateway.session.StoredMessage;
import io.drover.gateway.session.StoredSession;
import io.drover.gateway.session.StoredSubscription;
import io.drover.gateway.session.StoredWill;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The sessions that outlive connections, at most one of each client id, and what is kept for them.
///
/// Whoever opens, leaves or ends the session of a client holds the client's place among the
/// [Connections]. Any thread may ask and keep messages; nothing waits for the store.
final class Sessions implements AutoCloseable {
  /// Of a message that has never been kept.
  private static final long UNPLACED = 0;

  private final Kept limits;
  private final Dialect dialect;
  private final int window;
  private final Router router;
  private final BrokerCounters counters;
  private final InstantSource clock;
  private final SessionJournal journal;
  private final Map<String, Session> byClientId = new ConcurrentHashMap<>();
  private final Map<Long, Session> byId = new ConcurrentHashMap<>();
  private final Deadlines deadlines = new Deadlines();
  private final KeptWills wills;
  private final QueueRoom room;

  Sessions(
      SessionJournal journal,
      QueueRoom room,
      InstantSource clock,
      BrokerLimits limits,
      Dialect dialect,
      Router router,
      BrokerCounters counters) {
    this.limits = limits.kept();
    this.dialect = dialect;
    this.window = limits.delivery().inFlight();
    this.router = router;
    this.counters = counters;
    this.clock = clock;
    this.journal = journal;
    this.wills = new KeptWills(journal);
    this.room = room;
  }

  /// Takes up what an earlier server has left. A session whose client was connected then counts as
  /// left now.
  void recover() {
    journal.open(new Recovered(clock.instant()));
    router.groups().settle();
  }

  SessionJournal journal() {
    return journal;
  }

  Instant now() {
    return clock.instant();
  }

  /// Messages that one connection has in hand and has not acknowledged, at most.
  int window() {
    return window;
  }

  /// Messages that waited for a client are brought to it at most at this rate; 0 means any.
  int replayPerSecond() {
    return limits.replayPerSecond();
  }

  int count() {
    return byClientId.size();
  }

  /// Messages that are kept for anyone.
  long messages() {
    return room.messages();
  }

  /// Their bytes.
  long bytes() {
    return room.bytes();
  }

  /// Whether no session can be made for this client.
  boolean isFull(String clientId) {
    return byClientId.size() >= limits.sessions() && !byClientId.containsKey(clientId);
  }

  /// Gives a connection the session that its client asks for: the one that it had, a new one, or
  /// none. `outcome` is told when the client may rely on it.
  void attach(Connection connection, Outcome outcome) {
    SessionRequest asked = connection.sessionRequest();
    String clientId = connection.client().clientId();
    @Nullable Session earlier = byClientId.get(clientId);
    boolean resumes = earlier != null && asked.resumes(earlier.family(), dialect);
    if (earlier != null && !resumes) {
      end(earlier, asked.isKept() ? Outcome.UNWATCHED : outcome);
    }
    if (earlier != null && resumes) {
      attach(connection, earlier, true, outcome);
    } else if (asked.isKept()) {
      attach(connection, create(clientId, asked), false, outcome);
    } else if (earlier == null) {
      outcome.known(true);
    }
  }

  private void attach(Connection connection, Session session, boolean resumed, Outcome outcome) {
    @Nullable Instant deadline = session.expiresAt();
    if (deadline != null) {
      deadlines.remove(deadline, session);
    }
    SessionRequest asked = connection.sessionRequest();
    long boundary = session.attach(connection, asked);
    connection.attached(session, boundary, resumed);
    Optional<SessionChange> will =
        dialect.keepsWills() ? wills.come(session, connection.will()) : Optional.empty();
    journal.change(
        new Opened(session.id(), session.clientId(), asked.family(), asked.expiry()),
        will.isEmpty() ? outcome : Outcome.UNWATCHED);
    will.ifPresent(change -> journal.change(change, outcome));
  }

  private Session create(String clientId, SessionRequest asked) {
    Session session = session(journal.nextId(), clientId, asked.family(), asked.expiry());
    put(session);
    return session;
  }

  private Session session(long id, String clientId, Family family, Duration expiry) {
    KeptQueue queue = new KeptQueue(limits.each(), room);
    return new Session(id, clientId, family, expiry, router, queue);
  }

  private void put(Session session) {
    byClientId.put(session.clientId(), session);
    byId.put(session.id(), session);
  }

  /// The connection that had the session has ended with this will or none, and no other has come.
  void detach(Session session, @Nullable Will will) {
    Duration expiry = session.expiry();
    if (expiry.isZero()) {
      end(session, Outcome.UNWATCHED);
    } else if (!session.isEnded()) {
      Instant now = clock.instant();
      Instant expiresAt = now.plus(expiry);
      await(session, expiresAt);
      journal.change(new Left(session.id(), expiry, expiresAt, session.sent()), Outcome.UNWATCHED);
      if (dialect.keepsWills()) {
        wills.leave(session, will, now, expiry);
      }
    }
  }

  private void await(Session session, Instant expiresAt) {
    session.detach(expiresAt);
    deadlines.add(expiresAt, session);
  }

  KeptWills wills() {
    return wills;
  }

  /// Whether the will of a connection that has ended is not to be published now: the session goes
  /// on, and takes care of it.
  static boolean takesCare(@Nullable Session session, Will will) {
    return session != null && !session.isEnded() && !will.delay().isZero();
  }

  Optional<GrantedFilters> filters(String clientId) {
    return Optional.ofNullable(byClientId.get(clientId)).map(Session::filters);
  }

  boolean has(String clientId) {
    return byClientId.containsKey(clientId);
  }

  /// Ends the session of a client; false when it has none.
  boolean end(String clientId) {
    @Nullable Session session = byClientId.get(clientId);
    if (session == null) {
      return false;
    }
    end(session, Outcome.UNWATCHED);
    return true;
  }

  private void end(Session session, Outcome outcome) {
    @Nullable Instant deadline = session.expiresAt();
    if (deadline != null) {
      deadlines.remove(deadline, session);
    }
    byClientId.remove(session.clientId(), session);
    byId.remove(session.id());
    session.end();
    wills.end(session);
    journal.change(new SessionEnded(session.id()), outcome);
  }

  /// Ends what has expired by `now`: sessions whose clients have not come back, and messages.
  ///
  /// @param connections where the place of a client is held meanwhile
  void expire(Instant now, Connections connections) {
    for (Optional<Deadline> due = deadlines.takeDue(now);
        due.isPresent();
        due = deadlines.takeDue(now)) {
      Session session = due.get().session();
      connections.unlessConnected(session.clientId(), () -> end(session, Outcome.UNWATCHED));
    }
    journal.expire(now, this::queue);
  }

  private @Nullable MessageQueue queue(long id) {
    @Nullable Session session = byId.get(id);
    return session == null ? router.groups().kept(id) : session;
  }

  /// Keeps a message for each of these that has room for it. `outcome` is told when that is
  /// durable, if so it is answered.
  ///
  /// @param exactlyOnce those of them who get it with QoS 2
  /// @param received what becomes durable with it; null when nothing does
  Fate keep(
      Message message,
      List<Keeper> keepers,
      Set<Keeper> exactlyOnce,
      @Nullable Received received,
      Outcome outcome) {
    int size = message.size();
    List<Keeper> having = new ArrayList<>(keepers.size());
    for (Keeper keeper : keepers) {
      if (keeper.reserve(size)) {
        having.add(keeper);
      } else {
        counters.dropped().count(Dropped.QUEUE);
      }
    }
    if (having.isEmpty()) {
      return Fate.DELIVERED;
    }
    Enqueued enqueued =
        new Enqueued(
            having,
            exactlyOnce,
            received,
            size,
            Optional.ofNullable(message.properties().expires()),
            MessageCodec.encode(message));
    Outcome told =
        durable -> {
          if (!durable) {
            having.forEach(keeper -> keeper.removed(UNPLACED, size));
          }
          outcome.known(durable);
        };
    if (journal.enqueue(enqueued, told)) {
      return Fate.KEEPING;
    }
    having.forEach(keeper -> keeper.removed(UNPLACED, size));
    counters.dropped().count(Dropped.STORE);
    return Fate.DROPPED;
  }

  /// The session's client has received a message of QoS 2. `outcome` is told when that is durable.
  ///
  /// @param message null for one that was not kept
  void released(Session session, @Nullable StoredMessage message, int packetId, Outcome outcome) {
    journal.change(
        new Released(session, message, packetId),
        durable -> {
          if (durable) {
            session.released().add(packetId);
          }
          outcome.known(durable);
        });
  }

  /// The session's client has released the packet id of a message that it has received.
  void completed(Session session, int packetId) {
    session.released().remove(packetId);
    journal.change(new Completed(session.id(), packetId), Outcome.UNWATCHED);
  }

  Dialect dialect() {
    return dialect;
  }

  /// Writes what waits to be written.
  @Override
  public void close() {
    router.groups().close();
    journal.close();
  }

  /// Puts sessions back as they were.
  private final class Recovered implements Recovery {
    private final Instant now;

    Recovered(Instant now) {
      this.now = now;
    }

    @Override
    public void session(StoredSession stored) {
      Session session =
          Sessions.this.session(stored.id(), stored.clientId(), stored.family(), stored.expiry());
      session.foundSent(stored.sent());
      @Nullable Session other = byClientId.get(stored.clientId());
      put(session);
      await(session, stored.expiresAt().orElse(now.plus(stored.expiry())));
      if (other != null) { // its end was not written
        end(other, Outcome.UNWATCHED);
      }
    }

    @Override
    public void group(StoredGroup group) {
      router.groups().found(group);
    }

    @Override
    public void subscription(StoredSubscription subscription) {
      @Nullable Session session = byId.get(subscription.session());
      if (session != null) {
        var _ = session.filters().add(subscription.filter(), grant(subscription));
      }
    }

    private Grant grant(StoredSubscription subscription) {
      return Grant.ofOptions(subscription.options()).atMost(dialect.mostQos());
    }

    @Override
    public void received(long id, int packetId) {
      @Nullable Session session = byId.get(id);
      if (session != null) {
        session.received().add(packetId);
      }
    }

    @Override
    public void released(long id, int packetId) {
      @Nullable Session session = byId.get(id);
      if (session != null) {
        session.released().add(packetId);
      }
    }

    @Override
    public void will(StoredWill stored) {
      @Nullable Session session = byId.get(stored.session());
      if (session != null) {
        wills.found(session, stored, now);
      }
    }

    @Override
    public boolean queue(QueueTally tally) {
      @Nullable Session session = byId.get(tally.queue());
      if (session == null) {
        return router.groups().found(tally);
      }
      session.found(tally.messages(), tally.bytes(), tally.lastPosition());
      return true;
    }
  }
}
