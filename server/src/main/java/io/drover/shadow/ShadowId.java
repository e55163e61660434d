package io.drover.shadow;

import io.drover.protocol.ShadowTopic;
import io.drover.registry.ThingName;
import io.drover.rejection.Rejection.InvalidRequest;
import org.jspecify.annotations.Nullable;

/// Which shadow: of the thing of this name, whether or not one is registered, the classic one or
/// one that has a name of 1 to 64 letters, digits, `$`, `:`, `_` and `-`.
///
/// @param name [ShadowTopic#CLASSIC] for the classic one
public record ShadowId(ThingName thing, String name) {
  private static final int LONGEST = 64;

  public ShadowId {
    if (name.length() > LONGEST || !name.chars().allMatch(ShadowId::isLegal)) {
      throw new InvalidRequest(
              "A shadow's name is 1 to 64 letters, digits, '$', ':', '_' and '-'; this one is not.")
          .toException();
    }
  }

  public static ShadowId classic(String thing) {
    return new ShadowId(new ThingName(thing), ShadowTopic.CLASSIC);
  }

  /// The shadow that a request is about.
  public static ShadowId of(ShadowTopic topic) {
    return new ShadowId(new ThingName(topic.thing()), topic.name());
  }

  /// The shadow of this name, or the classic one without.
  public static ShadowId of(String thing, @Nullable String name) {
    return name == null ? classic(thing) : new ShadowId(new ThingName(thing), name);
  }

  public boolean isClassic() {
    return name.equals(ShadowTopic.CLASSIC);
  }

  /// What refusals call it: by its own name, or by its thing's when it has none.
  String label() {
    return isClassic() ? thing.value() : name;
  }

  private static boolean isLegal(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '$'
        || c == ':'
        || c == '_'
        || c == '-';
  }
}
