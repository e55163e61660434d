package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;

/// The name of a billing group: 1 to 128 letters, digits, `:`, `_` and `-`.
public record BillingGroupName(String value) {
  public BillingGroupName {
    if (!Alphabet.isName(value)) {
      throw new InvalidRequest(
              "A billing group's name is 1 to 128 letters, digits, ':', '_' and '-'; this one is not.")
          .toException();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
