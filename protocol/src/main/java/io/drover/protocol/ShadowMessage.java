package io.drover.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A message about a shadow on its way to whoever hears it, or the body of an answer over HTTP.
/// Times are whole seconds of the epoch. The times of a state are a tree of the state's form, with
/// a number where the state has a leaf.
public sealed interface ShadowMessage {

  /// The message's payload: compact JSON in UTF-8.
  default byte[] json() {
    return ShadowWriter.write(this);
  }

  /// Some state with its times: the answer to a request to read or update, or what is desired and
  /// not reported.
  record Stated(
      JsonNode state, JsonNode times, long version, long timestamp, @Nullable String clientToken)
      implements ShadowMessage {}

  /// A shadow before and after an update; nothing before its first one.
  record Documents(
      @Nullable Snapshot previous, Snapshot current, long timestamp, @Nullable String clientToken)
      implements ShadowMessage {}

  /// A shadow as it was at some version.
  record Snapshot(JsonNode state, JsonNode times, long version) {}

  /// Answers a request to delete, with the version of what is gone.
  record Deleted(long version, long timestamp, @Nullable String clientToken)
      implements ShadowMessage {}

  /// Answers a request that was refused.
  record Rejected(int code, String message, @Nullable Long timestamp, @Nullable String clientToken)
      implements ShadowMessage {}
}
