package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;

/// The name of a thing group: 1 to 128 letters, digits, `:`, `_` and `-`.
public record ThingGroupName(String value) {
  public ThingGroupName {
    if (!Alphabet.isName(value)) {
      throw new InvalidRequest(
              "A thing group's name is 1 to 128 letters, digits, ':', '_' and '-'; this one is not.")
          .toException();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
