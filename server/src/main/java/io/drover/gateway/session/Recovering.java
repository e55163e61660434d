package io.drover.gateway.session;

import io.drover.gateway.session.PacketIdStore.StoredPacketId;
import io.drover.store.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

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
    each(
        (after, rows) -> sessions.sessions(reading, after, range.upTo(), rows),
        StoredSession::id,
        recovery::session);
  }

  private void groups(Recovery recovery) {
    each(
        (after, rows) -> sessions.groups(reading, after, range.upTo(), rows),
        StoredGroup::id,
        recovery::group);
  }

  private void subscriptions(Recovery recovery) {
    each(
        new StoredSubscription(range.after(), "", 0),
        (last, rows) ->
            sessions.subscriptions(reading, last.session(), last.filter(), range.upTo(), rows),
        recovery::subscription);
  }

  private void received(Recovery recovery) {
    each(
        new StoredPacketId(range.after(), 0, 0),
        (last, rows) -> ids.received(reading, last, range.upTo(), rows),
        one -> recovery.received(one.session(), one.packetId()));
  }

  private void released(Recovery recovery) {
    each(
        new StoredPacketId(range.after(), 0, 0),
        (last, rows) -> ids.released(reading, last, range.upTo(), rows),
        one -> recovery.released(one.session(), one.packetId()));
  }

  private void wills(Recovery recovery) {
    each(
        range.after(),
        ROWS_OF_WILLS,
        (after, rows) -> wills.wills(reading, after, range.upTo(), rows),
        StoredWill::session,
        recovery::will);
  }

  private void tallies(Recovery recovery) {
    each(
        (after, rows) -> queues.tallies(reading, after, range.upTo(), rows),
        QueueTally::queue,
        tally -> tally(recovery, tally));
  }

  /// A page of what follows a key.
  private interface Pages<T, K> {
    List<T> page(K after, int rows);
  }

  /// Hands over all that has an id in the range.
  private <T> void each(Pages<T, Long> pages, Function<T, Long> id, Consumer<T> hand) {
    each(range.after(), ROWS, pages, id, hand);
  }

  /// Hands over all that follows something of its own kind.
  private static <T> void each(T start, Pages<T, T> pages, Consumer<T> hand) {
    each(start, ROWS, pages, Function.identity(), hand);
  }

  /// Hands over all that follows a key.
  private static <T, K> void each(
      K start, int rows, Pages<T, K> pages, Function<? super T, K> key, Consumer<T> hand) {
    K last = start;
    List<T> page;
    do {
      page = pages.page(last, rows);
      page.forEach(hand);
      last = page.isEmpty() ? last : key.apply(page.getLast());
    } while (page.size() == rows);
  }

  private void tally(Recovery recovery, QueueTally tally) {
    lastPosition = Math.max(lastPosition, tally.lastPosition());
    if (!recovery.queue(tally)) {
      ownerless.add(tally.queue());
    }
  }
}
