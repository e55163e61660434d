package io.drover.gateway.broker.bounds;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether memory is short, judged from time to time by one thread and asked by any. From 80
/// percent on nobody new is let in, from 90 percent on the newest connections are to be ended; it
/// is over below 70 percent, so that it does not come and go.
public final class Pressure {
  /// What is done about it.
  public enum Level {
    NONE,
    REFUSING,
    SHEDDING
  }

  public static final double OVER = 0.70;
  public static final double REFUSE = 0.80;
  public static final double SHED = 0.90;

  private static final Logger log = LoggerFactory.getLogger(Pressure.class);

  private volatile Level level = Level.NONE;
  private final LongAdder episodes = new LongAdder();

  /// Whether nobody new is let in.
  public boolean isHigh() {
    return level != Level.NONE;
  }

  /// Times that memory has been short.
  public long episodes() {
    return episodes.sum();
  }

  /// Says what is to be done now. Each time that memory is short gets one line in the log when it
  /// begins, and one when it is over.
  public Level judge(MemoryUse use) {
    Level before = level;
    level = next(before, use.share());
    if (before == Level.NONE && level != Level.NONE) {
      episodes.increment();
      log.warn("memory is short, new connections are refused: {}", use);
    } else if (before != Level.NONE && level == Level.NONE) {
      log.info("memory is no longer short: {}", use);
    }
    return level;
  }

  private static Level next(Level before, double share) {
    if (share >= SHED) {
      return Level.SHEDDING;
    }
    if (share >= REFUSE) {
      return Level.REFUSING;
    }
    boolean stays = before != Level.NONE && share >= OVER;
    return stays ? Level.REFUSING : Level.NONE;
  }
}
