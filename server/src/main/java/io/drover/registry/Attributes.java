package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What is written down about a thing or a group: values by name, none of them empty, 47 KB of them
/// at most.
public record Attributes(SortedMap<String, String> values) {
  public static final Attributes NONE = new Attributes(new TreeMap<>());

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<TreeMap<String, String>> FORM = new TypeReference<>() {};
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_VALUE = 800;
  private static final int MOST_BYTES = 47 * 1024;

  public Attributes {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    int bytes = 0;
    for (Map.Entry<String, String> attribute : values.entrySet()) {
      check(attribute.getKey(), attribute.getValue());
      bytes += attribute.getKey().length() + attribute.getValue().length();
    }
    if (bytes > MOST_BYTES) {
      throw new InvalidRequest("The attributes are larger than 47 KB.").toException();
    }
  }

  /// These attributes after an update of some: an empty value takes its attribute away.
  Attributes with(Map<String, String> updates) {
    TreeMap<String, String> updated = new TreeMap<>(values);
    updates.forEach(
        (name, value) -> {
          check(name, value);
          if (value.isEmpty()) {
            updated.remove(name);
          } else {
            updated.put(name, value);
          }
        });
    return new Attributes(updated);
  }

  /// Refuses more than `most` attributes; `owner` says whose they are.
  Attributes atMost(int most, String owner) {
    if (values.size() > most) {
      throw new InvalidRequest(
              owner + " has at most " + most + " attributes, not " + values.size() + ".")
          .toException();
    }
    return this;
  }

  public @Nullable String value(String name) {
    return values.get(name);
  }

  String json() {
    return JSON.writeValueAsString(values);
  }

  static Attributes parse(String json) {
    return json.equals("{}") ? NONE : new Attributes(JSON.readValue(json, FORM));
  }

  private static void check(String name, String value) {
    checkName(name);
    if (value.length() > LONGEST_VALUE || !Alphabet.ATTRIBUTE_VALUES.spells(value)) {
      throw new InvalidRequest(
              "An attribute's value is at most 800 letters, digits and _.,@/:#=[]-; one is not.")
          .toException();
    }
  }

  static void checkName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || !Alphabet.ATTRIBUTE_NAMES.spells(name)) {
      throw new InvalidRequest(
              "An attribute's name is 1 to 128 letters, digits and _.,@/:#-; one is not.")
          .toException();
    }
  }
}
