package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Reading;

/// What its type means to a thing: 50 attributes in place of 3, and that none is newly given one
/// that is deprecated.
final class TypeOfThing {
  private static final int MOST_ATTRIBUTES = 50;
  private static final int MOST_ATTRIBUTES_WITHOUT = 3;

  private final ThingTypeStore store = new ThingTypeStore();

  /// The internal id of the type that a new thing names.
  long ofNew(Reading reading, ThingTypeName name) {
    ThingType type = require(reading, name);
    if (type.isDeprecated()) {
      throw new InvalidRequest("Can not create new thing with deprecated thing type: " + name)
          .toException();
    }
    return type.id();
  }

  /// The internal id of the type that an update names.
  long ofUpdated(Reading reading, ThingTypeName name) {
    ThingType type = require(reading, name);
    if (type.isDeprecated()) {
      throw new InvalidRequest("Can not update a thing to use deprecated thing type: " + name)
          .toException();
    }
    return type.id();
  }

  private ThingType require(Reading reading, ThingTypeName name) {
    return store.find(reading, name).orElseThrow(() -> ThingTypes.notFound(name));
  }

  static Attributes check(Attributes attributes, boolean typed) {
    return typed
        ? attributes.atMost(MOST_ATTRIBUTES, "A thing")
        : attributes.atMost(MOST_ATTRIBUTES_WITHOUT, "A thing without a thing type");
  }
}
