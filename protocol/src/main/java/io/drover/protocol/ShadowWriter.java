package io.drover.protocol;

import io.drover.protocol.ShadowMessage.Deleted;
import io.drover.protocol.ShadowMessage.Documents;
import io.drover.protocol.ShadowMessage.Rejected;
import io.drover.protocol.ShadowMessage.Snapshot;
import io.drover.protocol.ShadowMessage.Stated;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes messages about shadows.
final class ShadowWriter {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int USUAL_BYTES = 512;

  private final JsonGenerator json;

  private ShadowWriter(JsonGenerator json) {
    this.json = json;
  }

  static byte[] write(ShadowMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      new ShadowWriter(json).members(message);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private void members(ShadowMessage message) {
    switch (message) {
      case Stated(JsonNode state, JsonNode times, long version, long timestamp, String token) -> {
        snapshot(state, times, version);
        end(timestamp, token);
      }
      case Documents documents -> {
        snapshot("previous", documents.previous());
        snapshot("current", documents.current());
        end(documents.timestamp(), documents.clientToken());
      }
      case Deleted(long version, long timestamp, String token) -> {
        json.writeNumberProperty("version", version);
        end(timestamp, token);
      }
      case Rejected rejected -> {
        json.writeNumberProperty("code", rejected.code());
        json.writeStringProperty("message", rejected.message());
        end(rejected.timestamp(), rejected.clientToken());
      }
    }
  }

  private void snapshot(String name, @Nullable Snapshot snapshot) {
    if (snapshot == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    snapshot(snapshot.state(), snapshot.times(), snapshot.version());
    json.writeEndObject();
  }

  private void snapshot(JsonNode state, JsonNode times, long version) {
    json.writeName("state");
    json.writeTree(state);
    json.writeName("metadata");
    times(times);
    json.writeNumberProperty("version", version);
  }

  private void times(JsonNode times) {
    if (times.isArray()) {
      json.writeStartArray();
      times.values().forEach(this::times);
      json.writeEndArray();
      return;
    }
    json.writeStartObject();
    if (times.isNumber()) {
      json.writeNumberProperty("timestamp", times.longValue());
    } else {
      for (Map.Entry<String, JsonNode> member : times.properties()) {
        json.writeName(member.getKey());
        times(member.getValue());
      }
    }
    json.writeEndObject();
  }

  private void end(@Nullable Long timestamp, @Nullable String clientToken) {
    if (timestamp != null) {
      json.writeNumberProperty("timestamp", timestamp);
    }
    if (clientToken != null) {
      json.writeStringProperty("clientToken", clientToken);
    }
  }
}
