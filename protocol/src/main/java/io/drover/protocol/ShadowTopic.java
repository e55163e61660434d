package io.drover.protocol;

import java.util.Optional;

/// A topic under `$aws/things/{thing}/shadow/` that stands for a request. Names are taken as they
/// stand in the topic: whether they are legal is for the one who answers.
///
/// @param name of a named shadow; [#CLASSIC] for the one without a name
public record ShadowTopic(String thing, String name, Action action) {
  public static final String CLASSIC = "";

  private static final String SHADOW = "/shadow/";
  private static final String NAME = "name/";

  /// What may be asked of a shadow.
  public enum Action {
    GET("get"),
    UPDATE("update"),
    DELETE("delete");

    private final String wireName;

    Action(String wireName) {
      this.wireName = wireName;
    }
  }

  /// Empty when the topic is no request about a shadow. Messages of the server are none.
  public static Optional<ShadowTopic> parse(String topic) {
    int thingEnd = thingEnd(topic);
    if (thingEnd < 0) {
      return Optional.empty();
    }
    String thing = topic.substring(ReservedTopic.THINGS.length(), thingEnd);
    String rest = topic.substring(thingEnd + SHADOW.length());
    if (!rest.startsWith(NAME)) {
      return parse(thing, CLASSIC, rest);
    }
    int nameEnd = rest.indexOf('/', NAME.length());
    return nameEnd <= NAME.length()
        ? Optional.empty()
        : parse(thing, rest.substring(NAME.length(), nameEnd), rest.substring(nameEnd + 1));
  }

  private static Optional<ShadowTopic> parse(String thing, String name, String action) {
    return switch (action) {
      case "get" -> Optional.of(new ShadowTopic(thing, name, Action.GET));
      case "update" -> Optional.of(new ShadowTopic(thing, name, Action.UPDATE));
      case "delete" -> Optional.of(new ShadowTopic(thing, name, Action.DELETE));
      default -> Optional.empty();
    };
  }

  /// Whether the topic is under the prefix of some thing's shadows, request or not; makes nothing.
  public static boolean isShadowTopic(String topic) {
    return thingEnd(topic) >= 0;
  }

  private static int thingEnd(String topic) {
    if (!topic.startsWith(ReservedTopic.THINGS)) {
      return -1;
    }
    int end = topic.indexOf('/', ReservedTopic.THINGS.length());
    return end > ReservedTopic.THINGS.length() && topic.startsWith(SHADOW, end) ? end : -1;
  }

  /// The topic's name.
  public String topic() {
    String prefix = ReservedTopic.THINGS + thing + SHADOW;
    return (name.equals(CLASSIC) ? prefix : prefix + NAME + name + "/") + action.wireName;
  }

  public String accepted() {
    return topic() + "/accepted";
  }

  public String rejected() {
    return topic() + "/rejected";
  }

  /// Where the server tells what is desired and not reported.
  public static String delta(String thing, String name) {
    return new ShadowTopic(thing, name, Action.UPDATE).topic() + "/delta";
  }

  /// Where the server tells a shadow before and after an update.
  public static String documents(String thing, String name) {
    return new ShadowTopic(thing, name, Action.UPDATE).topic() + "/documents";
  }
}
