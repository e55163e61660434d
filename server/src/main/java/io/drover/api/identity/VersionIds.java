package io.drover.api.identity;

import io.drover.rejection.Rejection.InvalidRequest;

/// The ids of policy versions: decimal numbers.
final class VersionIds {
  private VersionIds() {}

  static long parse(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException _) {
      throw new InvalidRequest("There is no version " + id + "; version ids are small numbers.")
          .toException();
    }
  }
}
