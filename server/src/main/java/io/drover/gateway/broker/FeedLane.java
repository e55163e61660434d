package io.drover.gateway.broker;

import io.drover.gateway.session.StoredMessage;
import java.util.concurrent.TimeUnit;

/// How far a range of a queue has been brought to its client, one read at a time. What arrives
/// while the lane is behind is read from the store in its turn.
final class FeedLane {
  /// What to read.
  record Range(long after, long upTo, int rows) {}

  private final long upTo;
  private final int perSecond;
  private long passed;
  private boolean behind;
  private boolean reading;
  private boolean resting;
  private boolean missed;

  /// @param after the position that comes before the range
  /// @param perSecond messages in a second, at most; 0 means any number
  FeedLane(long after, long upTo, int perSecond) {
    this.passed = after;
    this.upTo = upTo;
    this.perSecond = perSecond;
  }

  boolean isPaced() {
    return perSecond > 0;
  }

  /// How long each message brought keeps the next ones back.
  long nanosEach() {
    return TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /// Whether something of the range is to be found in the store alone.
  boolean isBehind() {
    return behind;
  }

  void behind() {
    behind = true;
  }

  /// Whether the message has not been passed already.
  boolean isNext(StoredMessage message) {
    return message.position() > passed;
  }

  void passed(StoredMessage message) {
    passed = Math.max(passed, message.position());
  }

  /// A message is left to be read from the store.
  void missed(StoredMessage message) {
    if (isNext(message)) {
      behind = true;
      missed = true;
    }
  }

  boolean mayRead() {
    return behind && !reading && !resting;
  }

  /// Begins a read of at most so many rows.
  Range reading(int rows) {
    reading = true;
    missed = false;
    return new Range(passed, upTo, perSecond == 0 ? rows : Math.min(rows, perSecond));
  }

  /// Ends a read. A message that came while it went on may not have been seen by it.
  void read(boolean more) {
    reading = false;
    behind = more || missed;
  }

  void failed() {
    reading = false;
  }

  void rest() {
    resting = true;
  }

  void rested() {
    resting = false;
  }
}
