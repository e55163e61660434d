package io.drover.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.registry.TestRegistry;
import io.drover.store.Database;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is said about events, whichever database keeps it.
interface EventConfigurationsStoreContract {
  Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  Database database();

  @Test
  default void nothingIsPublishedUntilItIsSaid() {
    EventConfiguration described = new EventConfigurations(database()).describe();
    assertThat(described.enabled()).hasSize(11).doesNotContainValue(true);
    assertThat(described.createdAt()).isEmpty();
    assertThat(described.modifiedAt()).isEmpty();
  }

  @Test
  default void anUpdateChangesWhatItNamesAndOutlivesTheServer() {
    EventConfigurations configurations = new EventConfigurations(database());
    configurations.update(Map.of(EventType.THING, true, EventType.JOB, true), NOW);
    configurations.update(
        Map.of(EventType.JOB, false, EventType.POLICY, false), NOW.plusSeconds(5));
    TestRegistry.await(() -> configurations.isEnabled(EventType.THING));
    TestRegistry.await(() -> !configurations.isEnabled(EventType.JOB));

    EventConfigurations again = new EventConfigurations(database());
    assertThat(again.isEnabled(EventType.THING)).isTrue();
    assertThat(again.isEnabled(EventType.JOB)).isFalse();
    EventConfiguration described = again.describe();
    assertThat(described.enabled())
        .containsEntry(EventType.THING, true)
        .containsEntry(EventType.JOB, false)
        .containsEntry(EventType.CERTIFICATE, false);
    assertThat(described.createdAt()).contains(NOW);
    assertThat(described.modifiedAt()).contains(NOW.plusSeconds(5));
  }
}
