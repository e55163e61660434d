package io.drover.shadow;

import io.drover.protocol.ShadowMessage.Snapshot;
import io.drover.protocol.ShadowMessage.Stated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A shadow's document and how many updates, counting over deletions, have led to it.
public record Shadow(long version, ShadowDocument document) {

  /// What is answered to who asks for it.
  public Stated stated(Instant now, @Nullable String clientToken) {
    return new Stated(
        document.stateWithDelta(), document.times(), version, now.getEpochSecond(), clientToken);
  }

  Snapshot snapshot() {
    return new Snapshot(document.state(), document.times(), version);
  }
}
