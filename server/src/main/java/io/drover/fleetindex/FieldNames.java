package io.drover.fleetindex;

import io.drover.rejection.Rejection.InvalidQuery;

/// Which field names the queries of an index may use.
interface FieldNames {

  boolean knows(String field);

  /// Whether the field is known to hold places.
  default boolean isLocation(String field) {
    return false;
  }

  /// Refuses a name that can never have a value.
  default void require(String field, String query) {
    if (!knows(field)) {
      throw new InvalidQuery(
              "Unable to parse query, invalid field name, field name: "
                  + field
                  + ", query string: "
                  + query)
          .toException();
    }
  }
}
