package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import org.jspecify.annotations.Nullable;

/// What the broker adds to messages of a type's things, as a user property: the value of either an
/// attribute of the thing or one of its connection.
public record PropagatingAttribute(
    String userPropertyKey, @Nullable String thingAttribute, @Nullable String connectionAttribute) {
  public PropagatingAttribute {
    if ((thingAttribute == null) == (connectionAttribute == null)) {
      throw new InvalidRequest(
              "Propagating attribute "
                  + userPropertyKey
                  + " needs either a thingAttribute or a connectionAttribute.")
          .toException();
    }
  }
}
