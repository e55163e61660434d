package io.drover.fleetindex;

import io.drover.fleetindex.query.QueryParser;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
    return leavesOpenWhatItMay(field) && isIndexed(field);
  }

  private boolean isIndexed(String field) {
    return OF_THINGS.contains(field)
        || isBelow(field, "attributes.")
        || (configuration.indexesShadows() && ofShadow(field, "shadow."))
        || configuration.namedShadows().stream()
            .anyMatch(name -> ofShadow(field, NAMED + name + "."))
        || (configuration.connectivity() && OF_CONNECTIVITY.contains(field))
        || (configuration.violations() && isBelow(field, "deviceDefender."));
  }

  @Override
  public boolean isLocation(String field) {
    return configuration.geoLocations().stream()
        .anyMatch(location -> location.name().equals(field));
  }

  /// Any part of a name may only be left open where packages stand.
  private static boolean leavesOpenWhatItMay(String field) {
    String rest =
        field.startsWith(Packages.ANY + ".") ? field.substring(Packages.ANY.length()) : field;
    return Stream.of(rest.split("\\.", -1)).noneMatch(QueryParser.ANY_PART::equals);
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
