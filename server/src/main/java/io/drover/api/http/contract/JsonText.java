package io.drover.api.http.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.wire.Utf8;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/// Reads JSON that clients send. Refuses what readers could take in different ways (names given
/// twice, text after the end, bytes that are not UTF-8) and what would cost too much: nesting
/// deeper than 32, numbers longer than 64 digits, names longer than 2,048 characters.
final class JsonText {
  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(64)
                          .maxNameLength(2_048)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .addModule(new SimpleModule().addDeserializer(Instant.class, new EpochSeconds()))
          .build();

  JsonMapper mapper() {
    return mapper;
  }

  ObjectNode object(byte[] body) {
    if (parse(Utf8.decode(body, "The request body")) instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidRequest("The request body must be a JSON object.").toException();
  }

  private JsonNode parse(String text) {
    try {
      return mapper.readTree(text);
    } catch (JacksonException e) {
      throw new InvalidRequest("The request body is not valid JSON: " + e.getOriginalMessage())
          .toException();
    }
  }
}
