package io.drover.gateway.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Numbers the connections of each client: from 0 upwards, and from 0 again when it has been away
/// for an hour. Of at most 100,000 clients that are away the last number is remembered.
final class ConnectionVersions {
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST_AWAY = 100_000;

  private final Map<String, Integer> connected = new ConcurrentHashMap<>();
  private final Cache<String, Integer> away;

  ConnectionVersions(InstantSource clock) {
    away =
        Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .maximumSize(MOST_AWAY)
            .build();
  }

  /// The number of the connection that the client has made.
  int connected(String clientId, String sessionId) {
    int version = next(clientId);
    connected.put(sessionId, version);
    return version;
  }

  /// The number of the connection that has ended.
  int disconnected(String clientId, String sessionId) {
    Integer version = connected.remove(sessionId);
    int ended = version == null ? next(clientId) : version;
    away.put(clientId, ended);
    return ended;
  }

  /// The number that the client's next connection gets.
  int next(String clientId) {
    Integer last = away.getIfPresent(clientId);
    return last == null ? 0 : last + 1;
  }
}
