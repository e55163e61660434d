package io.drover.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A request about a shadow: a JSON object that has been parsed, but not yet checked, so that its
/// `clientToken` can be echoed whatever is wrong with the rest. Members that no request knows are
/// ignored; names given twice, texts that cannot be written as UTF-8 and what JSON has no numbers
/// for are refused.
public final class ShadowRequest {
  /// The longest payload; what the broker lets through at all.
  public static final int MOST_BYTES = RequestPayload.MOST_BYTES;

  /// The longest `clientToken`, in bytes of UTF-8.
  public static final int LONGEST_TOKEN = 64;

  /// The deepest that `desired` and `reported` may nest, counting themselves and every container in
  /// them that is not empty. The text of the refusal names another number, as the contract's does.
  public static final int MOST_LEVELS = 8;

  private static final String INVALID_JSON = "Invalid JSON";

  /// Keeps numbers as they were written, whatever their size.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final ObjectNode members;

  private ShadowRequest(ObjectNode members) {
    this.members = members;
  }

  /// Throws [BrokenEncodingException] for what is not UTF-8, [MalformedPayloadException] for what
  /// else is not a JSON object, and nothing else.
  public static ShadowRequest parse(byte[] payload) {
    requireUtf8(payload);
    try {
      if (JSON.readTree(payload) instanceof ObjectNode members) {
        return new ShadowRequest(members);
      }
    } catch (JacksonException | NumberFormatException e) { // the latter for too large an exponent
      throw new MalformedPayloadException(INVALID_JSON);
    }
    throw new MalformedPayloadException(INVALID_JSON);
  }

  /// As [#parse], but an empty payload stands for an object without members: all that reading and
  /// deleting a shadow need is in the topic.
  public static ShadowRequest parseOptional(byte[] payload) {
    return payload.length == 0 ? none() : parse(payload);
  }

  /// As [#parse], but whatever is no JSON object stands for one without members.
  public static ShadowRequest parseLenient(byte[] payload) {
    try {
      return parseOptional(payload);
    } catch (MalformedPayloadException | BrokenEncodingException _) {
      return none();
    }
  }

  private static ShadowRequest none() {
    return new ShadowRequest(JsonNodeFactory.instance.objectNode());
  }

  private static void requireUtf8(byte[] payload) {
    boolean ascii = true;
    for (byte b : payload) {
      if (b == 0) {
        // Nothing in JSON is NUL, but the parser would take it for a sign of UTF-16.
        throw new MalformedPayloadException(INVALID_JSON);
      }
      ascii &= b > 0;
    }
    if (!ascii) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
      } catch (CharacterCodingException e) {
        throw new BrokenEncodingException();
      }
    }
  }

  /// What the answer must echo: null when the request has no token, or none that could be echoed.
  public @Nullable String clientToken() {
    JsonNode token = members.get("clientToken");
    return token != null && token.isString() && isToken(token.stringValue())
        ? token.stringValue()
        : null;
  }

  private static boolean isToken(String token) {
    return Texts.isWellFormed(token)
        && token.getBytes(StandardCharsets.UTF_8).length <= LONGEST_TOKEN;
  }

  /// Refuses a `clientToken` that cannot be echoed.
  public void checkClientToken() {
    JsonNode token = members.get("clientToken");
    if (token != null && !token.isNull() && clientToken() == null) {
      throw new InvalidMemberException("Invalid clientToken");
    }
  }

  /// The update that is asked for. Refuses with [InvalidMemberException], in the contract's words.
  public ShadowUpdate update() {
    JsonNode state = state();
    if (state instanceof ObjectNode sections) {
      sections.properties().forEach(section -> checkLevels(section.getValue(), 1));
      checkContent(sections, false);
    }
    checkClientToken();
    return new ShadowUpdate(state, version(), clientToken());
  }

  private JsonNode state() {
    JsonNode state = members.get("state");
    if (state == null) {
      throw new InvalidMemberException("Missing required node: state");
    }
    if (!state.isNull() && !state.isObject()) {
      throw new InvalidMemberException("State node must be an object");
    }
    checkSection(state, "desired", "Desired node must be an object");
    checkSection(state, "reported", "Reported node must be an object");
    for (Map.Entry<String, JsonNode> member : state.properties()) {
      if (!member.getKey().equals("desired") && !member.getKey().equals("reported")) {
        throw invalidNode(member.getKey());
      }
    }
    return state;
  }

  /// The refusal of a member that has no place in a shadow's state.
  public static InvalidMemberException invalidNode(String name) {
    return new InvalidMemberException("State contains an invalid node: '" + name + "'");
  }

  private static void checkSection(JsonNode state, String name, String refusal) {
    JsonNode section = state.get(name);
    if (section != null && !section.isNull() && !section.isObject()) {
      throw new InvalidMemberException(refusal);
    }
  }

  private static void checkLevels(JsonNode node, int level) {
    if (node.isEmpty()) {
      return;
    }
    if (level > MOST_LEVELS) {
      throw new InvalidMemberException("JSON contains too many levels of nesting; maximum is 6");
    }
    node.values().forEach(child -> checkLevels(child, level + 1));
  }

  /// Null stands for removal, and nothing can be removed from an array. (Names that cannot be
  /// written are refused by the parser.)
  private static void checkContent(JsonNode node, boolean inArray) {
    if (node.isString()) {
      if (!Texts.isWellFormed(node.stringValue())) {
        throw new InvalidMemberException(INVALID_JSON);
      }
    } else if (node.isNull() && inArray) {
      throw new InvalidMemberException(INVALID_JSON);
    } else {
      boolean within = inArray || node.isArray();
      node.values().forEach(child -> checkContent(child, within));
    }
  }

  private @Nullable Long version() {
    JsonNode version = members.get("version");
    if (version == null || version.isNull()) {
      return null;
    }
    if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 0) {
      throw new InvalidMemberException("Invalid version");
    }
    return version.longValue();
  }
}
