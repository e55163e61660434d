package io.drover.gateway.broker.bounds;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes wait to be written to all clients together, at most. The more wait, the fewer one
/// client may have waiting: a sixteenth of what the others leave, so that those who do not read
/// never take the last room from those who do. Any thread may use it.
public final class WaitingRoom {
  private static final int SHARE = 16;

  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  public WaitingRoom(long most) {
    this.most = most;
  }

  /// Whether there was room for so many more bytes for a client for whom `waiting` wait already.
  /// For whom none wait, any free room will do.
  public boolean reserve(int size, int waiting) {
    long all = bytes.addAndGet(size);
    long own = (long) waiting + size;
    boolean room = all <= most && (waiting == 0 || own * SHARE <= most - (all - own));
    if (!room) {
      release(size);
    }
    return room;
  }

  public void release(int size) {
    bytes.addAndGet(-size);
  }

  public long bytes() {
    return bytes.get();
  }
}
