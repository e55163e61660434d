package io.drover.shadow;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is desired of a thing and what it reports, and when each leaf was last set. Neither tree is
/// ever changed: a merge makes new ones, which may share parts with what they were made of.
///
/// A section (`desired`, `reported`) that would be empty is not there. The times are a tree of the
/// state's form: whole seconds of the epoch where the state has a scalar, also in arrays.
public record ShadowDocument(ObjectNode state, ObjectNode times) {
  static final String DESIRED = "desired";
  static final String REPORTED = "reported";

  public static final ShadowDocument EMPTY = new ShadowDocument(object(), object());

  /// This document after an update: null clears it; the members of an object are merged, section by
  /// section and key by key. Only what is named is changed or gets this time.
  ///
  /// @param changes as in [io.drover.protocol.ShadowUpdate#state]
  ShadowDocument merged(JsonNode changes, long now) {
    if (!(changes instanceof ObjectNode sections)) {
      return EMPTY;
    }
    Merge merge = new Merge(state, times, now);
    sections.properties().forEach(entry -> merge.section(entry.getKey(), entry.getValue()));
    return merge.result();
  }

  /// What is desired and not reported; empty when nothing is.
  public ObjectNode delta() {
    return state.get(DESIRED) instanceof ObjectNode desired
        ? Delta.between(desired, section(REPORTED))
        : object();
  }

  /// When what is in `delta`, the result of [#delta], was set.
  public ObjectNode timesOf(ObjectNode delta) {
    return times.get(DESIRED) instanceof ObjectNode desired
        ? Delta.times(delta, desired)
        : object();
  }

  /// The state together with its delta, if there is one.
  public ObjectNode stateWithDelta() {
    ObjectNode delta = delta();
    if (delta.isEmpty()) {
      return state;
    }
    ObjectNode both = object();
    both.setAll(state);
    both.set("delta", delta);
    return both;
  }

  private @Nullable ObjectNode section(String name) {
    return state.get(name) instanceof ObjectNode section ? section : null;
  }

  /// The times of a state, or of changes to one, all of whose leaves are set now. The removal of
  /// something is a leaf.
  public static JsonNode times(JsonNode state, long now) {
    return Merge.times(state, now);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
