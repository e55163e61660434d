package io.drover.connectivity;

import io.drover.background.BackgroundTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what is told of clients, which never waits, and brings it to the store in slices. Of a
/// client that comes and goes meanwhile only the last is kept. While [#MOST_WAITING] clients wait,
/// which takes a store that is stuck, news of others is dropped and logged: what is known of them
/// is wrong until they come or go again.
public final class ConnectivityRecorder implements BackgroundTask, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConnectivityRecorder.class);
  private static final int MOST_WAITING = 250_000;

  /// What a device's own request may have to wait behind.
  private static final int SLICE = 200;

  private final Connectivity connectivity;
  private final Map<String, ConnectivityStatus> waiting = new LinkedHashMap<>();
  private long dropped;
  private volatile Runnable nudge = () -> {};

  public ConnectivityRecorder(Connectivity connectivity) {
    this.connectivity = connectivity;
  }

  /// From now on `nudge` is called when there is something to bring to the store; it never waits.
  public void whenTold(Runnable nudge) {
    this.nudge = nudge;
  }

  /// Of one client, to be called in the order in which it comes and goes. Any thread may call this.
  public void told(ConnectivityStatus status) {
    synchronized (waiting) {
      if (waiting.size() < MOST_WAITING || waiting.containsKey(status.clientId())) {
        waiting.put(status.clientId(), status);
      } else {
        dropped++;
      }
    }
    nudge.run();
  }

  @Override
  public String name() {
    return "connectivity";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Outcome pass(Instant now) {
    List<ConnectivityStatus> slice = take();
    if (!slice.isEmpty()) {
      try {
        connectivity.put(slice);
      } catch (RuntimeException e) {
        putBack(slice);
        throw e;
      }
    }
    return slice.size() == SLICE ? Outcome.MORE : Outcome.DONE;
  }

  /// In the order of their ids, so that those who write at once do not wait for each other in a
  /// circle.
  private List<ConnectivityStatus> take() {
    synchronized (waiting) {
      if (dropped > 0) {
        log.warn("the store was too slow to be told of {} clients that came or went", dropped);
        dropped = 0;
      }
      List<ConnectivityStatus> slice =
          new ArrayList<>(waiting.values().stream().limit(SLICE).toList());
      slice.forEach(status -> waiting.remove(status.clientId()));
      slice.sort(Comparator.comparing(ConnectivityStatus::clientId));
      return slice;
    }
  }

  private void putBack(List<ConnectivityStatus> slice) {
    synchronized (waiting) {
      slice.forEach(status -> waiting.putIfAbsent(status.clientId(), status));
    }
  }

  /// Brings what waits to the store; to be called when nobody tells any more and no pass runs. What
  /// the store does not take is set right by [Connectivity#recover].
  @Override
  public void close() {
    try {
      while (pass(Instant.EPOCH) == Outcome.MORE) {}
    } catch (RuntimeException e) {
      log.warn("not all clients that have left were recorded: {}", e.toString());
    }
  }
}
