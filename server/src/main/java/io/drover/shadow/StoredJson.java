package io.drover.shadow;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Trees as compact JSON in UTF-8, as they are stored. What was written was checked before, and is
/// read without doubt; numbers stay as they are.
final class StoredJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StoredJson() {}

  static ObjectNode parse(byte[] json) {
    return (ObjectNode) JSON.readTree(json);
  }

  static byte[] write(ObjectNode tree) {
    return JSON.writeValueAsBytes(tree);
  }
}
