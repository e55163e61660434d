package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;

/// The name of a thing type: 1 to 128 letters, digits, `:`, `_` and `-`.
public record ThingTypeName(String value) {
  public ThingTypeName {
    if (!Alphabet.isName(value)) {
      throw new InvalidRequest(
              "A thing type's name is 1 to 128 letters, digits, ':', '_' and '-'; this one is not.")
          .toException();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
