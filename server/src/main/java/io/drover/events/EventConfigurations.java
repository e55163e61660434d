package io.drover.events;

import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which kinds of events are published: none of them, until it is said. What is enabled is also
/// kept in memory, and follows the store in the order of commits: of two changes committed before
/// and after an update, the first is told as before it, the second as after it.
public final class EventConfigurations {
  private final Database database;
  private volatile Set<EventType> enabled;

  public EventConfigurations(Database database) {
    this.database = database;
    this.enabled = enabled(database.read(EventConfigurations::lines));
  }

  /// Whether events of this kind are to be published now; for those who follow changes.
  public boolean isEnabled(EventType type) {
    return enabled.contains(type);
  }

  public EventConfiguration describe() {
    List<Line> lines = database.read(EventConfigurations::lines);
    EnumMap<EventType, Boolean> all = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      all.put(type, enabled(lines).contains(type));
    }
    Optional<Instant> created = lines.stream().map(Line::createdAt).min(Instant::compareTo);
    Optional<Instant> modified = lines.stream().map(Line::modifiedAt).max(Instant::compareTo);
    return new EventConfiguration(all, created, modified);
  }

  /// Enables and disables the kinds that are named; the others stay as they are.
  public void update(Map<EventType, Boolean> changes, Instant now) {
    database.change(
        tx -> {
          changes.forEach((type, on) -> put(tx, type, on, now));
          tx.afterCommit(() -> apply(changes));
        });
  }

  private static void put(Transaction tx, EventType type, boolean on, Instant now) {
    tx.update(
        """
        INSERT INTO event_configuration (type, enabled, created_at, modified_at)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (type) DO UPDATE
        SET enabled = excluded.enabled, modified_at = excluded.modified_at""",
        type.name(),
        on,
        now,
        now);
  }

  /// On the one thread that follows commits.
  private void apply(Map<EventType, Boolean> changes) {
    Set<EventType> next = EnumSet.noneOf(EventType.class);
    next.addAll(enabled);
    changes.forEach(
        (type, on) -> {
          if (on) {
            next.add(type);
          } else {
            next.remove(type);
          }
        });
    enabled = next;
  }

  private record Line(EventType type, boolean enabled, Instant createdAt, Instant modifiedAt) {}

  private static List<Line> lines(Reading reading) {
    return reading.list(
        "SELECT type, enabled, created_at, modified_at FROM event_configuration ORDER BY type",
        EventConfigurations::line);
  }

  private static Line line(Row row) {
    return new Line(EventType.valueOf(row.text(1)), row.flag(2), row.instant(3), row.instant(4));
  }

  private static Set<EventType> enabled(List<Line> lines) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    lines.stream().filter(Line::enabled).map(Line::type).forEach(types::add);
    return types;
  }
}
