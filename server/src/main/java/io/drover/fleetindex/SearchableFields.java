package io.drover.fleetindex;

import java.util.List;
import java.util.Set;

/// Which field names a query for things may use under a configuration. What stands behind a known
/// beginning is the devices' own, and may name anything.
record SearchableFields(IndexingConfiguration configuration) implements FieldNames {
  private static final Set<String> OF_THINGS =
      Set.of("thingName", "thingId", "thingTypeName", "thingGroupNames");
  private static final Set<String> OF_CONNECTIVITY =
      Set.of(
          "connectivity.connected",
          "connectivity.timestamp",
          "connectivity.disconnectReason",
          "connectivity.clientId",
          "connectivity.keepAliveDuration",
          "connectivity.cleanSession",
          "connectivity.sessionExpiry");
  private static final List<String> SECTIONS = List.of("reported", "desired", "delta", "metadata");
  private static final String NAMED = "shadow.name.";

  @Override
  public boolean knows(String field) {
    return OF_THINGS.contains(field)
        || isBelow(field, "attributes.")
        || (configuration.indexesShadows() && ofShadow(field, "shadow."))
        || configuration.namedShadows().stream()
            .anyMatch(name -> ofShadow(field, NAMED + name + "."))
        || (configuration.connectivity() && OF_CONNECTIVITY.contains(field))
        || (configuration.violations() && isBelow(field, "deviceDefender."));
  }

  private static boolean ofShadow(String field, String prefix) {
    return field.equals(prefix + "hasDelta")
        || SECTIONS.stream()
            .anyMatch(
                section ->
                    field.equals(prefix + section) || isBelow(field, prefix + section + "."));
  }

  private static boolean isBelow(String field, String prefix) {
    return field.length() > prefix.length() && field.startsWith(prefix);
  }
}
