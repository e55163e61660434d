package io.drover.fleetindex;

import io.drover.fleetindex.aggregation.Values;
import io.drover.rejection.Rejection.InvalidAggregation;

/// Which fields a configuration lets aggregations read: its managed and its custom ones.
record AggregatableFields(Indexing configuration) {
  /// Where the values of a field are; refuses a field that is neither managed nor custom.
  Values values(String field) {
    String path = ManagedFields.path(field);
    FieldKind kind = configuration.aggregated().get(path);
    if (kind == null) {
      throw new InvalidAggregation(
              "The field " + field + " is neither a managed nor a custom field of the index.")
          .toException();
    }
    String docValues = IndexFields.values(path, kind);
    return switch (kind) {
      case STRING -> new Values.Texts(field, docValues);
      case NUMBER -> new Values.Numbers(field, docValues);
      case BOOLEAN -> new Values.Flags(field, docValues);
    };
  }
}
