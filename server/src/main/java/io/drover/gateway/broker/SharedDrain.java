package io.drover.gateway.broker;

import io.drover.gateway.broker.SharedGroup.Online;
import io.drover.gateway.broker.SharedGroup.Range;
import io.drover.gateway.session.StoredMessage;
import io.drover.rejection.RejectedException;
import io.drover.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what waits in a shared subscription to the members that are online, in turns of a second,
/// until nothing waits or nobody is there. Runs on a virtual thread of its own.
record SharedDrain(SharedGroup group, SharedGroups groups) implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SharedDrain.class);

  /// Messages read in one turn, at most.
  private static final int PAGE = 128;

  private static final Duration TURN = Duration.ofSeconds(1);

  @Override
  public void run() {
    try {
      @Nullable List<Online> online = group.turn();
      while (online != null && !groups.isClosed()) {
        turn(online);
        Thread.sleep(TURN);
        online = group.turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn(List<Online> online) {
    int rate = groups.perSecond();
    int rows = rate == 0 ? PAGE : Math.min(PAGE, rate * online.size());
    Range range = group.reading();
    try {
      List<StoredMessage> page =
          groups.journal().page(group.id(), range.after(), range.upTo(), rows);
      group.read(page, page.size() == rows, online);
    } catch (StoreException | RejectedException e) {
      log.debug("what waits for a shared subscription is read again", e);
      group.notRead(range);
    }
  }
}
