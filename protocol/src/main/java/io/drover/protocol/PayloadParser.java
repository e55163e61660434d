package io.drover.protocol;

import io.drover.protocol.RequestPayload.Member;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// Reads the known members of a request in one pass. A known member's value becomes a `String`, a
/// `Long`, a `Boolean`, [Details] or, when no member could use it, [Unusable].
final class PayloadParser {
  private static final int DEEPEST = 32;

  // Names are not kept from one payload to the next: devices choose them.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser json;
  private final Map<Member, Object> values = new EnumMap<>(Member.class);

  private PayloadParser(JsonParser json) {
    this.json = json;
  }

  /// An object of nothing but strings.
  record Details(Map<String, String> pairs) {}

  /// A value of which only its kind is known.
  record Unusable(String kind) {
    @Override
    public String toString() {
      return kind;
    }
  }

  static Map<Member, Object> parse(byte[] payload) {
    if (payload.length > RequestPayload.MOST_BYTES) {
      throw new MalformedPayloadException(
          "The payload has more than " + RequestPayload.MOST_BYTES + " bytes.");
    }
    String text = decoded(payload);
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      return new PayloadParser(json).object();
    } catch (JacksonException e) {
      throw new MalformedPayloadException("The payload is not valid JSON.");
    }
  }

  private static String decoded(byte[] payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedPayloadException("The payload is not valid UTF-8.");
    }
  }

  private Map<Member, Object> object() {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedPayloadException("The payload is not a JSON object.");
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      Member member = Member.of(name);
      if (member == null) {
        json.skipChildren();
      } else {
        keep(member, value());
      }
    }
    if (json.nextToken() != null) {
      throw new MalformedPayloadException("Something follows the JSON object.");
    }
    return values;
  }

  private void keep(Member member, @Nullable Object value) {
    if (value == null) {
      values.remove(member);
    } else {
      values.put(member, value);
    }
  }

  private @Nullable Object value() {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> json.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> wholeNumber();
      case VALUE_NUMBER_FLOAT -> new Unusable("a fraction");
      case START_OBJECT -> details();
      case START_ARRAY -> skipped();
      case null, default -> throw new MalformedPayloadException("The payload ends too early.");
    };
  }

  private Object wholeNumber() {
    return json.getNumberType() == NumberType.BIG_INTEGER
        ? new Unusable("a number beyond 64 bits")
        : (Object) json.getLongValue();
  }

  private Unusable skipped() {
    json.skipChildren();
    return new Unusable("an array");
  }

  private Object details() {
    Map<String, String> pairs = new HashMap<>();
    boolean strings = true;
    for (String key = json.nextName(); key != null; key = json.nextName()) {
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        pairs.put(key, json.getString());
      } else {
        json.skipChildren();
        strings = false;
      }
    }
    return strings ? new Details(pairs) : new Unusable("an object of more than strings");
  }
}
