package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A kind of thing. No thing is newly given a type that is deprecated, which it is from
/// `deprecatedAt` on. `id` is never shown and never given to another type, `uuid` is the contract's
/// thing type id.
public record ThingType(
    long id,
    ThingTypeName name,
    String uuid,
    Properties properties,
    Optional<Instant> deprecatedAt,
    Instant createdAt) {

  public boolean isDeprecated() {
    return deprecatedAt.isPresent();
  }

  /// What can be changed about a type: a description of at most 2,028 characters, at most 3
  /// attributes to search by, and at most 20 that the broker adds to messages, no user property
  /// twice.
  public record Properties(
      Optional<String> description,
      List<String> searchable,
      List<PropagatingAttribute> propagating) {
    public static final Properties NONE = new Properties(Optional.empty(), List.of(), List.of());

    private static final int MOST_SEARCHABLE = 3;
    private static final int MOST_PROPAGATING = 20;

    public Properties {
      searchable = List.copyOf(searchable);
      propagating = List.copyOf(propagating);
      Descriptions.check(description);
      checkSearchable(searchable);
      checkPropagating(propagating);
    }

    private static void checkSearchable(List<String> names) {
      if (names.size() > MOST_SEARCHABLE) {
        throw new InvalidRequest(
                "A thing type has at most " + MOST_SEARCHABLE + " searchable attributes.")
            .toException();
      }
      names.forEach(Attributes::checkName);
      if (new HashSet<>(names).size() < names.size()) {
        throw new InvalidRequest("A searchable attribute is named twice.").toException();
      }
    }

    private static void checkPropagating(List<PropagatingAttribute> attributes) {
      if (attributes.size() > MOST_PROPAGATING) {
        throw new InvalidRequest(
                "A thing type has at most " + MOST_PROPAGATING + " propagating attributes.")
            .toException();
      }
      long keys = attributes.stream().map(PropagatingAttribute::userPropertyKey).distinct().count();
      if (keys < attributes.size()) {
        throw new InvalidRequest("A userPropertyKey is given twice.").toException();
      }
    }
  }
}
