package io.drover.gateway.session;

import io.drover.gateway.session.PacketIdStore.StoredPacketId;
import io.drover.store.Reading;
import java.util.ArrayList;
import java.util.List;

/// Reads all that the store holds of one server, some rows at a time.
final class Recovering {
  private static final int ROWS = 1_024;
  private static final int ROWS_OF_WILLS = 64;

  private final SessionStore sessions = new SessionStore();
  private final QueueStore queues = new QueueStore();
  private final PacketIdStore ids = new PacketIdStore();
  private final WillStore wills = new WillStore();
  private final Reading reading;
  private final IdRange range;
  private final List<Long> ownerless = new ArrayList<>();
  private long lastPosition;

  Recovering(Reading reading, IdRange range) {
    this.reading = reading;
    this.range = range;
    this.lastPosition = range.after();
  }

  /// The highest position of a message that waits; the one before the range when none does.
  long lastPosition() {
    return lastPosition;
  }

  /// Queues whose session or group had ended before all their messages were deleted.
  List<Long> ownerless() {
    return ownerless;
  }

  Recovering hand(Recovery recovery) {
    sessions(recovery);
    groups(recovery);
    subscriptions(recovery);
    received(recovery);
    released(recovery);
    wills(recovery);
    tallies(recovery);
    return this;
  }

  private void sessions(Recovery recovery) {
    long last = range.after();
    List<StoredSession> page;
    do {
      page = sessions.sessions(reading, last, range.upTo(), ROWS);
      page.forEach(recovery::session);
      last = page.isEmpty() ? last : page.getLast().id();
    } while (page.size() == ROWS);
  }

  private void groups(Recovery recovery) {
    long last = range.after();
    List<StoredGroup> page;
    do {
      page = sessions.groups(reading, last, range.upTo(), ROWS);
      page.forEach(recovery::group);
      last = page.isEmpty() ? last : page.getLast().id();
    } while (page.size() == ROWS);
  }

  private void subscriptions(Recovery recovery) {
    StoredSubscription last = new StoredSubscription(range.after(), "", 0);
    List<StoredSubscription> page;
    do {
      page = sessions.subscriptions(reading, last.session(), last.filter(), range.upTo(), ROWS);
      page.forEach(recovery::subscription);
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == ROWS);
  }

  private void received(Recovery recovery) {
    StoredPacketId last = new StoredPacketId(range.after(), 0, 0);
    List<StoredPacketId> page;
    do {
      page = ids.received(reading, last, range.upTo(), ROWS);
      page.forEach(one -> recovery.received(one.session(), one.packetId()));
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == ROWS);
  }

  private void released(Recovery recovery) {
    StoredPacketId last = new StoredPacketId(range.after(), 0, 0);
    List<StoredPacketId> page;
    do {
      page = ids.released(reading, last, range.upTo(), ROWS);
      page.forEach(one -> recovery.released(one.session(), one.packetId()));
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == ROWS);
  }

  private void wills(Recovery recovery) {
    long last = range.after();
    List<StoredWill> page;
    do {
      page = wills.wills(reading, last, range.upTo(), ROWS_OF_WILLS);
      page.forEach(recovery::will);
      last = page.isEmpty() ? last : page.getLast().session();
    } while (page.size() == ROWS_OF_WILLS);
  }

  private void tallies(Recovery recovery) {
    long last = range.after();
    List<QueueTally> page;
    do {
      page = queues.tallies(reading, last, range.upTo(), ROWS);
      page.forEach(tally -> tally(recovery, tally));
      last = page.isEmpty() ? last : page.getLast().queue();
    } while (page.size() == ROWS);
  }

  private void tally(Recovery recovery, QueueTally tally) {
    lastPosition = Math.max(lastPosition, tally.lastPosition());
    if (!recovery.queue(tally)) {
      ownerless.add(tally.queue());
    }
  }
}
