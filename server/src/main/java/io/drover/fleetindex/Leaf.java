package io.drover.fleetindex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One value of a document, and the dotted path that queries find it by. A path may have several.
record Leaf(String path, Value value) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONNECTIVITY = "connectivity";

  sealed interface Value {}

  record OfText(String text) implements Value {}

  record OfNumber(double number) implements Value {}

  record OfFlag(boolean flag) implements Value {}

  /// All values of a document that can be searched. Of objects within arrays there are none, nor of
  /// arrays that hold any.
  static List<Leaf> of(IndexedDocument document) {
    List<Leaf> leaves = new ArrayList<>();
    switch (document) {
      case ThingDocument thing -> add(leaves, thing);
      case GroupDocument group -> add(leaves, group);
    }
    return leaves;
  }

  private static void add(List<Leaf> leaves, GroupDocument document) {
    text(leaves, "thingGroupName", document.name());
    text(leaves, "thingGroupId", document.uuid());
    if (document.description() != null) {
      text(leaves, "description", document.description());
    }
    document.parents().forEach(parent -> text(leaves, "parentGroupNames", parent));
    document.attributes().forEach((name, value) -> text(leaves, "attributes." + name, value));
  }

  private static void add(List<Leaf> leaves, ThingDocument document) {
    text(leaves, "thingName", document.name());
    text(leaves, "thingId", document.uuid());
    if (document.type() != null) {
      text(leaves, "thingTypeName", document.type());
    }
    document.groups().forEach(group -> text(leaves, "thingGroupNames", group));
    document.attributes().forEach((name, value) -> text(leaves, "attributes." + name, value));
    if (document.shadow() != null) {
      walk(leaves, "shadow", JSON.readTree(document.shadow()));
    }
    if (document.connectivity() != null) {
      walk(leaves, CONNECTIVITY, JSON.valueToTree(document.connectivity()));
    }
  }

  private static void text(List<Leaf> leaves, String path, String value) {
    leaves.add(new Leaf(path, new OfText(value)));
  }

  private static void walk(List<Leaf> leaves, String path, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
          walk(leaves, path + "." + member.getKey(), member.getValue());
          if (path.equals(Packages.REPORTED)) {
            walk(leaves, Packages.ANY, member.getValue());
          }
        }
      }
      case ARRAY -> {
        if (node.values().stream().noneMatch(JsonNode::isContainer)) {
          node.values().forEach(element -> walk(leaves, path, element));
        }
      }
      case STRING -> text(leaves, path, node.asString());
      case NUMBER -> number(leaves, path, node.numberValue().doubleValue());
      case BOOLEAN -> leaves.add(new Leaf(path, new OfFlag(node.asBoolean())));
      default -> {}
    }
  }

  /// Numbers beyond those of 64 bits can be shown, and not be searched.
  private static void number(List<Leaf> leaves, String path, double number) {
    if (Double.isFinite(number)) {
      leaves.add(new Leaf(path, new OfNumber(number + 0.0)));
    }
  }

  /// Whether a query without a field looks at it: not at what is known of connections.
  boolean isSearchedWithoutField() {
    return !path.startsWith(CONNECTIVITY + ".");
  }

  /// Whether the text of this value counts as the number that it spells.
  boolean mayBeNumeric() {
    return path.startsWith("attributes.");
  }
}
