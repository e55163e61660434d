package io.drover.gateway.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drover.gateway.broker.Presence;
import io.drover.gateway.broker.PresenceListener;
import io.drover.gateway.broker.mqtt.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Remembers the connection of each client, and, for half an hour, the last one of each of at most
/// 100,000 clients that have left.
public final class ConnectionHistory implements PresenceListener {
  private static final Duration REMEMBERED = Duration.ofMinutes(30);
  private static final int MOST_AWAY = 100_000;

  private final InstantSource clock;
  private final Map<String, Entry> connected = new ConcurrentHashMap<>();
  private final Cache<String, Entry> away;

  /// @param since when the connection began, or ended
  /// @param left why it ended; null while it lasts
  public record Entry(Presence presence, Instant since, @Nullable CloseReason left) {}

  public ConnectionHistory(InstantSource clock) {
    this.clock = clock;
    this.away =
        Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .maximumSize(MOST_AWAY)
            .build();
  }

  @Override
  public void connected(Presence presence) {
    String clientId = presence.client().clientId();
    connected.put(clientId, new Entry(presence, clock.instant(), null));
    away.invalidate(clientId);
  }

  @Override
  public void disconnected(Presence presence, CloseReason reason) {
    String clientId = presence.client().clientId();
    away.put(clientId, new Entry(presence, clock.instant(), reason));
    connected.remove(clientId);
  }

  public Optional<Entry> find(String clientId) {
    return Optional.ofNullable(connected.get(clientId))
        .or(() -> Optional.ofNullable(away.getIfPresent(clientId)));
  }
}
