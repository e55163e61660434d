package io.drover.gateway.broker.bounds;

/// How much is kept in a queue, or in all of them, and whether there is room for more.
public final class QueueRoom {
  private final long mostMessages;
  private final long mostBytes;
  private long messages;
  private long bytes;

  public QueueRoom(long mostMessages, long mostBytes) {
    this.mostMessages = mostMessages;
    this.mostBytes = mostBytes;
  }

  /// Whether there was room for one more message of this size.
  public synchronized boolean reserve(int size) {
    if (messages >= mostMessages || bytes + size > mostBytes) {
      return false;
    }
    add(1, size);
    return true;
  }

  /// Counts what is there, whether or not there is room.
  public synchronized void add(long moreMessages, long moreBytes) {
    messages += moreMessages;
    bytes += moreBytes;
  }

  /// Moves all that is counted here out of `total`.
  public synchronized void leave(QueueRoom total) {
    total.add(-messages, -bytes);
    messages = 0;
    bytes = 0;
  }

  public synchronized boolean isEmpty() {
    return messages == 0;
  }

  public synchronized long messages() {
    return messages;
  }

  public synchronized long bytes() {
    return bytes;
  }
}
