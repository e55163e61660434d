package io.drover.shadow;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/// Merges changes into a copy of a state and its times. Only objects on the way to a change are
/// copied. Objects merge key by key, null removes, all else replaces; an object that consists of
/// nothing but removals is not created, while one that was there stays though it lost its last key.
final class Merge {
  private final ObjectNode state;
  private final ObjectNode times;
  private final long now;

  Merge(ObjectNode state, ObjectNode times, long now) {
    this.state = copy(state);
    this.times = copy(times);
    this.now = now;
  }

  ShadowDocument result() {
    return new ShadowDocument(state, times);
  }

  /// A section is there as long as it has keys.
  void section(String name, JsonNode changes) {
    if (changes instanceof ObjectNode members) {
      Merge merge = inner(name);
      merge.members(members);
      if (!merge.state.isEmpty()) {
        put(name, merge.state, merge.times);
        return;
      }
    }
    remove(name);
  }

  private Merge inner(String key) {
    return state.get(key) instanceof ObjectNode value
            && times.get(key) instanceof ObjectNode valueTimes
        ? new Merge(value, valueTimes, now)
        : new Merge(ShadowDocument.object(), ShadowDocument.object(), now);
  }

  private void members(ObjectNode changes) {
    changes.properties().forEach(change -> member(change.getKey(), change.getValue()));
  }

  private void member(String key, JsonNode change) {
    if (change instanceof ObjectNode members && state.get(key) instanceof ObjectNode) {
      Merge merge = inner(key);
      merge.members(members);
      put(key, merge.state, merge.times);
      return;
    }
    JsonNode value = created(change);
    if (value == null) {
      remove(key);
    } else {
      put(key, value, times(value, now));
    }
  }

  /// The value that a change brings where there is nothing to merge it with; null for none.
  private static @Nullable JsonNode created(JsonNode change) {
    if (change.isNull()) {
      return null;
    }
    if (!change.isObject() || change.isEmpty()) {
      return change;
    }
    ObjectNode object = ShadowDocument.object();
    change
        .properties()
        .forEach(
            member -> {
              JsonNode value = created(member.getValue());
              if (value != null) {
                object.set(member.getKey(), value);
              }
            });
    return object.isEmpty() ? null : object;
  }

  static JsonNode times(JsonNode node, long now) {
    return times(node, JsonNodeFactory.instance.numberNode(now));
  }

  private static JsonNode times(JsonNode node, NumericNode now) {
    if (node.isObject()) {
      ObjectNode object = ShadowDocument.object();
      node.properties().forEach(e -> object.set(e.getKey(), times(e.getValue(), now)));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
      node.values().forEach(element -> array.add(times(element, now)));
      return array;
    }
    return now;
  }

  private void put(String key, JsonNode value, JsonNode valueTimes) {
    state.set(key, value);
    times.set(key, valueTimes);
  }

  private void remove(String key) {
    state.remove(key);
    times.remove(key);
  }

  private static ObjectNode copy(ObjectNode original) {
    ObjectNode copy = ShadowDocument.object();
    copy.setAll(original);
    return copy;
  }
}
