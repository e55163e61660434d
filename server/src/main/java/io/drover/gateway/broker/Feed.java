package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageCodec;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.Receipt;
import io.drover.gateway.session.SessionJournal;
import io.drover.gateway.session.StoredMessage;
import io.drover.rejection.RejectedException;
import io.drover.store.StoreException;
import java.time.Duration;
import java.util.List;

/// Brings what is kept for a session to the connection that has it: what waited before the
/// connection came at a bounded rate, and beside it what has come since, as fast as the client
/// acknowledges. At most a window of messages is in memory; all others stay in the store. A message
/// leaves the store once it is acknowledged, has expired, or may not be received.
final class Feed {
  /// Messages read from the store at a time.
  private static final int PAGE = 16;

  private static final long A_WHILE = Duration.ofSeconds(1).toNanos();

  private final Session session;
  private final Line line;
  private final Outbox outbox;
  private final Rights rights;
  private final Sessions sessions;
  private final int window;
  private final long boundary;
  private final FeedLane replay;
  private final FeedLane live;
  private final boolean redelivers;
  private final long sentBefore;
  private int inHand;
  private boolean started;

  /// @param boundary the position up to which messages had come before the connection, and are
  ///   brought beside later ones; 0 when all are brought in one order
  Feed(Session session, long boundary, Line line, Outbox outbox, Rights rights, Sessions sessions) {
    this.session = session;
    this.line = line;
    this.outbox = outbox;
    this.rights = rights;
    this.sessions = sessions;
    this.window = sessions.window();
    this.boundary = boundary;
    this.replay = new FeedLane(0, boundary, sessions.replayPerSecond());
    this.live = new FeedLane(boundary, Long.MAX_VALUE, 0);
    this.redelivers = sessions.dialect().redelivers();
    this.sentBefore = session.sent();
  }

  /// The client has been told that it is in: it may get messages from now on.
  void start() {
    started = true;
    if (!session.queue().isEmpty()) {
      (boundary == 0 ? live : replay).behind();
    }
    read();
  }

  /// A message has come, and is in the store.
  void arrived(StoredMessage message) {
    if (live.isBehind() || !started || inHand >= window || !live.isNext(message)) {
      live.missed(message);
    } else if (hand(message)) {
      live.passed(message);
    } else {
      live.missed(message);
      readLater();
    }
  }

  private void read() {
    read(replay);
    read(live);
  }

  private void read(FeedLane lane) {
    int rows = Math.min(PAGE, window - inHand);
    if (started && rows > 0 && line.isOpen() && lane.mayRead()) {
      FeedLane.Range range = lane.reading(rows);
      Thread.startVirtualThread(() -> read(lane, range));
    }
  }

  /// On a virtual thread.
  private void read(FeedLane lane, FeedLane.Range range) {
    SessionJournal journal = sessions.journal();
    try {
      rights.refresh();
      List<StoredMessage> page =
          journal.page(session.id(), range.after(), range.upTo(), range.rows());
      line.execute(() -> read(lane, range, page));
    } catch (StoreException | RejectedException e) {
      line.execute(
          () -> {
            lane.failed();
            readLater();
          });
    }
  }

  private void read(FeedLane lane, FeedLane.Range range, List<StoredMessage> page) {
    lane.read(page.size() == range.rows());
    for (StoredMessage message : page) {
      if (inHand >= window || !hand(message)) {
        lane.behind();
        readLater();
        return;
      }
      lane.passed(message);
    }
    if (lane.isPaced() && lane.isBehind()) {
      rest(lane, page.size());
    }
    read();
  }

  private void rest(FeedLane lane, int brought) {
    lane.rest();
    var _ =
        line.schedule(
            () -> {
              lane.rested();
              read();
            },
            brought * lane.nanosEach());
  }

  /// False when there is no room for it now.
  private boolean hand(StoredMessage stored) {
    Message message = MessageCodec.decode(stored.message());
    if ((stored.isExpired(sessions.now()) && !isAgain(stored))
        || !rights.mayReceive(message.topic())) {
      sessions.journal().remove(session, stored);
      return true;
    }
    Outgoing outgoing =
        Outgoing.kept(
            message,
            Math.min(stored.qos(), sessions.dialect().mostQos()),
            session.filters().keepsRetain(message),
            session.filters().identifiers(message.topic()),
            new Kept(stored));
    if (!outbox.tryReserve(outgoing)) {
      return false;
    }
    inHand++;
    outbox.put(outgoing);
    return true;
  }

  /// Whether an earlier connection may have sent it.
  private boolean isAgain(StoredMessage message) {
    return redelivers && message.position() <= sentBefore;
  }

  /// A message from the session's queue. Its packet id follows from its position, so that it is the
  /// same on every connection, also after a kill of the server.
  private final class Kept implements Receipt {
    private static final int PACKET_IDS = 65_535;

    private final StoredMessage stored;

    Kept(StoredMessage stored) {
      this.stored = stored;
    }

    @Override
    public int packetId() {
      return redelivers ? 1 + (int) (stored.position() % PACKET_IDS) : 0;
    }

    @Override
    public boolean again() {
      return isAgain(stored);
    }

    @Override
    public void sent() {
      if (redelivers) {
        session.sent(stored.position());
      }
    }

    @Override
    public void acknowledged() {
      Feed.this.acknowledged(stored);
    }

    @Override
    public void received(int packetId, Runnable then) {
      sessions.released(
          session, stored, packetId, line.whenDurable(() -> Feed.this.received(then)));
    }
  }

  private void received(Runnable then) {
    inHand--;
    then.run();
    read();
  }

  private void acknowledged(StoredMessage message) {
    inHand--;
    sessions.journal().remove(session, message);
    read();
  }

  /// Nobody may tell when there is room again.
  private void readLater() {
    if (inHand == 0) {
      var _ = line.schedule(this::read, A_WHILE);
    }
  }
}
