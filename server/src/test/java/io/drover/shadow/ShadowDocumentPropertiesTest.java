package io.drover.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What holds of every document that any series of updates leads to. Where a rule has to be stated
/// twice, it is held against [Model], which knows a document as a flat list of paths.
class ShadowDocumentPropertiesTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Property
  void mergingDoesWhatTheModelDoes(@ForAll @Size(max = 6) List<@From("changes") JsonNode> updates) {
    ShadowDocument document = ShadowDocument.EMPTY;
    Model model = new Model();
    for (int time = 0; time < updates.size(); time++) {
      document = document.merged(updates.get(time), time);
      model.apply(updates.get(time), time);

      assertThat(Model.flatten(document)).isEqualTo(model.leaves());
    }
  }

  @Property
  void nothingThatWasThereIsChangedByAMerge(
      @ForAll("changes") JsonNode first, @ForAll("changes") JsonNode second) {
    ShadowDocument document = ShadowDocument.EMPTY.merged(first, 1);
    String before = document.toString();
    String asked = first.toString() + second;

    document.merged(second, 2);

    assertThat(document).hasToString(before);
    assertThat(first.toString() + second).isEqualTo(asked);
  }

  @Property
  void reportingTheDeltaLeavesNone(
      @ForAll("changes") JsonNode first, @ForAll("changes") JsonNode second) {
    ShadowDocument document = ShadowDocument.EMPTY.merged(first, 1).merged(second, 2);
    ObjectNode report = NODES.objectNode().set("reported", document.delta());

    assertThat(document.merged(report, 3).delta()).isEmpty();
  }

  @Property
  void everyLeafOfADeltaIsDesiredAndNotReported(
      @ForAll("changes") JsonNode first, @ForAll("changes") JsonNode second) {
    ShadowDocument document = ShadowDocument.EMPTY.merged(first, 1).merged(second, 2);
    ObjectNode delta = document.delta();
    Map<List<String>, Object> leaves = Model.flatten(delta, document.timesOf(delta));
    Map<List<String>, Object> all = Model.flatten(document);

    leaves.forEach(
        (path, leaf) -> {
          assertThat(all).containsEntry(under("desired", path), leaf);
          assertThat(at(document.state().path("reported"), path))
              .isNotEqualTo(at(document.state().path("desired"), path));
        });
  }

  private static List<String> under(String section, List<String> path) {
    List<String> whole = new ArrayList<>(List.of(section));
    whole.addAll(path);
    return whole;
  }

  private static JsonNode at(JsonNode node, List<String> path) {
    JsonNode found = node;
    for (String key : path) {
      found = found.path(key);
    }
    return found;
  }

  @Property
  void theSameUpdateAgainChangesNothingButTimes(
      @ForAll("changes") JsonNode first, @ForAll("changes") JsonNode second) {
    ShadowDocument once = ShadowDocument.EMPTY.merged(first, 1).merged(second, 2);

    assertThat(once.merged(second, 3).state()).isEqualTo(once.state());
  }

  @Property
  void whatIsStoredIsReadBack(@ForAll("changes") JsonNode changes) {
    ShadowDocument document = ShadowDocument.EMPTY.merged(changes, 1_700_000_000);

    assertThat(StoredJson.parse(StoredJson.write(document.state()))).isEqualTo(document.state());
    assertThat(StoredJson.parse(StoredJson.write(document.times())).toString())
        .isEqualTo(document.times().toString());
  }

  @Provide
  Arbitrary<JsonNode> changes() {
    Arbitrary<JsonNode> section =
        Arbitraries.frequencyOf(
            Tuple.of(6, objects(3)), Tuple.of(1, Arbitraries.just((JsonNode) NODES.nullNode())));
    Arbitrary<JsonNode> sections =
        Arbitraries.maps(Arbitraries.of("desired", "reported"), section)
            .ofMaxSize(2)
            .map(ShadowDocumentPropertiesTest::object);
    return Arbitraries.frequencyOf(
        Tuple.of(15, sections), Tuple.of(1, Arbitraries.just((JsonNode) NODES.nullNode())));
  }

  private static Arbitrary<JsonNode> objects(int levels) {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c"), values(levels - 1))
        .ofMaxSize(3)
        .map(ShadowDocumentPropertiesTest::object);
  }

  private static Arbitrary<JsonNode> values(int levels) {
    Arbitrary<JsonNode> leaves =
        Arbitraries.of(
            NODES.nullNode(),
            NODES.numberNode(1),
            NODES.numberNode(2),
            NODES.stringNode("x"),
            NODES.booleanNode(true),
            NODES.objectNode(),
            NODES.arrayNode(),
            NODES.arrayNode().add(1).add(NODES.objectNode().put("a", 1)),
            NODES.arrayNode().add(2));
    return levels == 0
        ? leaves
        : Arbitraries.frequencyOf(Tuple.of(2, leaves), Tuple.of(1, objects(levels)));
  }

  private static JsonNode object(Map<String, JsonNode> members) {
    return NODES.objectNode().setAll(members);
  }

  /// A document as the paths of its leaves and of its objects, without any tree.
  private static final class Model {
    private static final String OBJECT = "object";

    private final Map<List<String>, Object> paths = new HashMap<>();

    void apply(JsonNode changes, long time) {
      if (changes.isNull()) {
        paths.clear();
        return;
      }
      changes
          .properties()
          .forEach(
              section -> {
                List<String> path = List.of(section.getKey());
                paths.putIfAbsent(path, OBJECT);
                apply(path, section.getValue(), time);
                if (paths.keySet().stream().noneMatch(p -> p.size() > 1 && isUnder(p, path))) {
                  paths.remove(path);
                }
              });
    }

    private void apply(List<String> path, JsonNode change, long time) {
      if (!change.isObject()) {
        clear(path);
        if (!change.isNull()) {
          paths.put(path, leaf(change, time));
        }
        return;
      }
      if (!OBJECT.equals(paths.get(path))) {
        clear(path);
        if (!brings(change)) {
          return;
        }
        paths.put(path, OBJECT);
      }
      change
          .properties()
          .forEach(
              member -> {
                List<String> inner = new ArrayList<>(path);
                inner.add(member.getKey());
                apply(inner, member.getValue(), time);
              });
    }

    /// Whether anything of it would be there if nothing was before.
    private static boolean brings(JsonNode change) {
      return !change.isNull()
          && (!change.isObject()
              || change.isEmpty()
              || change.values().stream().anyMatch(Model::brings));
    }

    private void clear(List<String> path) {
      paths.keySet().removeIf(other -> isUnder(other, path));
    }

    private static boolean isUnder(List<String> path, List<String> prefix) {
      return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }

    Map<List<String>, Object> leaves() {
      return paths;
    }

    private static Object leaf(JsonNode value, long time) {
      return value + " at " + times(value, time);
    }

    private static String times(JsonNode value, long time) {
      return value.isContainer()
          ? ShadowDocument.times(value, time).toString()
          : Long.toString(time);
    }

    static Map<List<String>, Object> flatten(ShadowDocument document) {
      return flatten(document.state(), document.times());
    }

    static Map<List<String>, Object> flatten(ObjectNode state, ObjectNode times) {
      Map<List<String>, Object> paths = new HashMap<>();
      flatten(paths, List.of(), state, times);
      return paths;
    }

    private static void flatten(
        Map<List<String>, Object> paths, List<String> path, ObjectNode state, ObjectNode times) {
      assertThat(times.propertyNames()).containsExactlyInAnyOrderElementsOf(state.propertyNames());
      for (Map.Entry<String, JsonNode> member : state.properties()) {
        List<String> inner = new ArrayList<>(path);
        inner.add(member.getKey());
        JsonNode time = times.get(member.getKey());
        if (member.getValue() instanceof ObjectNode object) {
          paths.put(inner, OBJECT);
          flatten(paths, inner, object, (ObjectNode) time);
        } else {
          paths.put(inner, member.getValue() + " at " + time);
        }
      }
    }
  }
}
