package io.drover.api.http.contract;

import io.drover.api.http.contract.Shape.Blob;
import io.drover.api.http.contract.Shape.Member;
import io.drover.api.http.contract.Shape.Place;
import io.drover.api.http.contract.Shape.Sequence;
import io.drover.api.http.contract.Shape.Structure;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.wire.QueryParameter;
import io.drover.wire.RequestHead;
import io.drover.wire.Utf8;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Gathers an operation's input from where its members are carried: path, query, headers, body.
/// What comes from outside the body is text whatever its type; members that the contract does not
/// know are left behind.
final class Binder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonText json;

  Binder(JsonText json) {
    this.json = json;
  }

  ObjectNode bind(Structure input, Map<String, String> variables, RequestHead head, byte[] body) {
    ObjectNode bound = NODES.objectNode();
    ObjectNode document = document(input, body);
    for (Member member : input.members()) {
      JsonNode value =
          switch (member.place()) {
            case PATH -> text(variables.get(member.wireName()));
            case QUERY -> query(member, head.query());
            case HEADER -> header(member, head);
            case BODY -> document.get(member.wireName());
            case PAYLOAD -> payload(member, body);
            case STATUS -> null;
          };
      if (value != null && !value.isNull()) {
        bound.set(member.name(), value);
      }
    }
    return bound;
  }

  /// The body as an object, when there are members to be found in it.
  private ObjectNode document(Structure input, byte[] body) {
    boolean carries = input.members().stream().anyMatch(member -> member.place() == Place.BODY);
    return carries && body.length > 0 ? json.object(body) : NODES.objectNode();
  }

  private @Nullable JsonNode payload(Member member, byte[] body) {
    if (body.length == 0) {
      return null;
    }
    return member.shape() instanceof Blob ? NODES.binaryNode(body) : json.object(body);
  }

  private static @Nullable JsonNode query(Member member, List<QueryParameter> query) {
    List<String> values =
        query.stream()
            .filter(parameter -> parameter.name().equals(member.wireName()))
            .map(QueryParameter::value)
            .toList();
    if (values.isEmpty()) {
      return null;
    }
    if (member.shape() instanceof Sequence) {
      var list = NODES.arrayNode();
      values.forEach(list::add);
      return list;
    }
    return text(values.getFirst());
  }

  private static @Nullable JsonNode header(Member member, RequestHead head) {
    String value = head.header(member.wireName()).orElse(null);
    return value != null && member.json() ? text(fromBase64(member, value)) : text(value);
  }

  private static String fromBase64(Member member, String value) {
    try {
      return Utf8.decode(Base64.getDecoder().decode(value), "The header " + member.wireName());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest("The header " + member.wireName() + " is not in base64.")
          .toException();
    }
  }

  private static @Nullable JsonNode text(@Nullable String value) {
    return value == null ? null : NODES.stringNode(value);
  }
}
