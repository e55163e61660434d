package io.drover.fleetindex;

import java.util.Set;

/// The field names that a query for thing groups may use.
record GroupFields() implements FieldNames {
  private static final String ATTRIBUTES = "attributes.";
  private static final Set<String> NAMES =
      Set.of("thingGroupName", "thingGroupId", "description", "parentGroupNames");

  @Override
  public boolean knows(String field) {
    return NAMES.contains(field)
        || (field.startsWith(ATTRIBUTES) && field.length() > ATTRIBUTES.length());
  }
}
