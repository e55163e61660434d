package io.drover.identity;

import io.drover.identity.PolicyStatement.Patterns;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.MalformedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the policy language. An element that it does not know makes a document malformed: it might
/// restrict what a statement says. `Condition` is known, though not evaluated yet.
final class PolicyReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// The version of the language that has variables; in the older one `${` is plain text.
  private static final String WITH_VARIABLES = "2012-10-17";

  private static final Set<String> VERSIONS = Set.of(WITH_VARIABLES, "2008-10-17");
  private static final Set<String> DOCUMENT_ELEMENTS = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT_ELEMENTS =
      Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");
  private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");
  private static final Pattern RESOURCE = Pattern.compile("\\*.*|arn:.+");

  private boolean variables;

  PolicyDocument read(String text) {
    JsonNode document = object("The policy document", json(text));
    known("the policy document", document, DOCUMENT_ELEMENTS);
    variables = WITH_VARIABLES.equals(version(document));
    JsonNode statement = document.get("Statement");
    if (statement == null) {
      throw malformed("The policy document has no Statement.");
    }
    List<PolicyStatement> statements = new ArrayList<>();
    for (JsonNode each : statement.isArray() ? statement : List.of(statement)) {
      statements.add(statement(object("Statement", each)));
    }
    if (statements.isEmpty()) {
      throw malformed("Statement is empty.");
    }
    return new PolicyDocument(statements);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw malformed("The policy document is not JSON: " + e.getOriginalMessage());
    }
  }

  private static @Nullable String version(JsonNode document) {
    JsonNode version = document.get("Version");
    if (version == null) {
      return null;
    }
    if (!version.isString() || !VERSIONS.contains(version.stringValue())) {
      throw malformed("Version must be \"2012-10-17\" or \"2008-10-17\".");
    }
    return version.stringValue();
  }

  private PolicyStatement statement(JsonNode statement) {
    known("a statement", statement, STATEMENT_ELEMENTS);
    JsonNode sid = statement.get("Sid");
    if (sid != null && !sid.isString()) {
      throw malformed("Sid must be a string.");
    }
    Patterns actions = patterns(statement, "Action", PolicyReader::action);
    Patterns resources = patterns(statement, "Resource", this::resource);
    JsonNode condition = statement.get("Condition");
    boolean conditional = condition != null && !object("Condition", condition).isEmpty();
    return new PolicyStatement(allows(statement), actions, resources, conditional);
  }

  private static boolean allows(JsonNode statement) {
    JsonNode effect = statement.get("Effect");
    String text = effect == null || !effect.isString() ? "" : effect.stringValue();
    return switch (text) {
      case "Allow" -> true;
      case "Deny" -> false;
      default -> throw malformed("Effect must be \"Allow\" or \"Deny\".");
    };
  }

  /// The element of this name, or the one that starts with `Not`.
  private static Patterns patterns(
      JsonNode statement, String name, Function<String, PolicyPattern> pattern) {
    JsonNode value = statement.get(name);
    JsonNode except = statement.get("Not" + name);
    if (value != null && except != null) {
      throw malformed("A statement cannot have both " + name + " and Not" + name + ".");
    }
    JsonNode texts = value != null ? value : except;
    if (texts == null) {
      throw malformed("A statement has no " + name + ".");
    }
    List<PolicyPattern> patterns = new ArrayList<>();
    for (JsonNode text : texts.isArray() ? texts : List.of(texts)) {
      if (!text.isString()) {
        throw malformed(name + " must be a string or a list of strings.");
      }
      patterns.add(pattern.apply(text.stringValue()));
    }
    if (patterns.isEmpty()) {
      throw malformed(name + " is empty.");
    }
    return new Patterns(patterns, value == null);
  }

  private static PolicyPattern action(String text) {
    if (!ACTION.matcher(text).matches()) {
      throw malformed("An action looks like \"iot:Publish\", not like \"" + text + "\".");
    }
    return PolicyPattern.ofAction(text);
  }

  private PolicyPattern resource(String text) {
    if (!RESOURCE.matcher(text).matches()) {
      throw malformed("A resource is \"*\" or an ARN, not \"" + text + "\".");
    }
    try {
      return PolicyPattern.ofResource(text, variables);
    } catch (IllegalArgumentException e) {
      throw malformed("In a resource " + e.getMessage());
    }
  }

  private static JsonNode object(String what, JsonNode node) {
    if (!node.isObject()) {
      throw malformed(what + " must be a JSON object.");
    }
    return node;
  }

  private static void known(String where, JsonNode object, Set<String> elements) {
    for (String name : object.propertyNames()) {
      if (!elements.contains(name)) {
        throw malformed("Unknown element \"" + name + "\" in " + where + ".");
      }
    }
  }

  private static RejectedException malformed(String message) {
    return new MalformedPolicy(message).toException();
  }
}
