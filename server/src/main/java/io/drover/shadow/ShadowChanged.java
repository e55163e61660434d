package io.drover.shadow;

import io.drover.changes.ThingChange;
import io.drover.protocol.ShadowMessage;
import io.drover.protocol.ShadowMessage.Documents;
import io.drover.protocol.ShadowMessage.Stated;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What happened to a shadow, with all that there is to tell of it.
public sealed interface ShadowChanged extends ThingChange {

  ShadowId id();

  @Override
  default String thingName() {
    return id().thing().value();
  }

  /// The version after an update; of what was deleted.
  long version();

  Instant at();

  /// The token of the request that brought it about, if that had one.
  @Nullable String clientToken();

  /// @param previous null for the first update, and for the first since a deletion
  /// @param changes what was asked for, as in [io.drover.protocol.ShadowUpdate#state]
  record Updated(
      ShadowId id,
      @Nullable Shadow previous,
      Shadow current,
      JsonNode changes,
      Instant at,
      @Nullable String clientToken)
      implements ShadowChanged {

    @Override
    public long version() {
      return current.version();
    }

    /// What the caller is answered: what it sent, and when that was set.
    public Stated accepted() {
      JsonNode times = ShadowDocument.times(changes, timestamp());
      return new Stated(changes, times, version(), timestamp(), clientToken);
    }

    /// All that is desired and not reported now, if anything is.
    public Optional<Stated> delta() {
      ShadowDocument document = current.document();
      ObjectNode delta = document.delta();
      return delta.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Stated(delta, document.timesOf(delta), version(), timestamp(), clientToken));
    }

    /// The shadow before and after.
    public Documents documents() {
      return new Documents(
          previous == null ? null : previous.snapshot(),
          current.snapshot(),
          timestamp(),
          clientToken);
    }

    private long timestamp() {
      return at.getEpochSecond();
    }
  }

  record Deleted(ShadowId id, long version, Instant at, @Nullable String clientToken)
      implements ShadowChanged {

    /// What the caller is answered.
    public ShadowMessage.Deleted accepted() {
      return new ShadowMessage.Deleted(version, at.getEpochSecond(), clientToken);
    }
  }
}
