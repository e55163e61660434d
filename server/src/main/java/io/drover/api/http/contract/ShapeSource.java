package io.drover.api.http.contract;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The texts of a service's shapes. Only where each one lies is known from the start: most are
/// never asked for, and reading all would cost time and memory.
final class ShapeSource {
  private final JsonMapper mapper;
  private final byte[] file;
  private final Map<String, Span> spans = new HashMap<>();

  private record Span(int start, int length) {}

  ShapeSource(JsonMapper mapper, byte[] file) {
    this.mapper = mapper;
    this.file = file;
    try (JsonParser parser = mapper.createParser(file)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean shapes = parser.currentName().equals("shapes");
        parser.nextToken();
        if (shapes) {
          locate(parser);
          return;
        }
        parser.skipChildren();
      }
    }
  }

  private void locate(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      int start = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      int end = (int) parser.currentLocation().getByteOffset();
      spans.put(name, new Span(start, end - start));
    }
  }

  JsonNode read(String name) {
    Span span = spans.get(name);
    if (span == null) {
      throw new IllegalStateException("the contract has no shape " + name);
    }
    return mapper.readTree(file, span.start, span.length);
  }
}
