package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which things to list: those of a type, and those that have an attribute, if a value is given
/// with this value or with one that starts so.
public record ThingFilter(
    Optional<ThingTypeName> type,
    Optional<String> attribute,
    Optional<String> value,
    boolean prefix) {
  public static final ThingFilter ALL =
      new ThingFilter(Optional.empty(), Optional.empty(), Optional.empty(), false);

  public ThingFilter {
    if (value.isPresent() && attribute.isEmpty()) {
      throw new InvalidRequest("attributeValue needs an attributeName.").toException();
    }
  }

  boolean accepts(Thing thing) {
    return attribute.isEmpty() || accepts(thing.attributes().value(attribute.get()));
  }

  private boolean accepts(@Nullable String actual) {
    if (actual == null) {
      return false;
    }
    String wanted = value.orElse("");
    return value.isEmpty() || (prefix ? actual.startsWith(wanted) : actual.equals(wanted));
  }
}
