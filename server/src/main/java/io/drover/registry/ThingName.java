package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;

/// The name of a thing: 1 to 128 letters, digits, `:`, `_` and `-`.
public record ThingName(String value) {
  public ThingName {
    if (!Alphabet.isName(value)) {
      throw new InvalidRequest(
              "A thing's name is 1 to 128 letters, digits, ':', '_' and '-'; this one is not.")
          .toException();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
