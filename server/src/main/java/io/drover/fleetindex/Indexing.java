package io.drover.fleetindex;

import io.drover.fleetindex.IndexingConfiguration.CustomField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one of the indices holds, as it is configured.
sealed interface Indexing permits IndexingConfiguration, GroupIndexingConfiguration {

  boolean isOn();

  /// The contract's name for what is indexed.
  String schema();

  /// The fields that can be aggregated without being asked for.
  List<CustomField> managedFields();

  /// The fields besides those that can be aggregated.
  List<CustomField> customFields();

  /// What is aggregated when no field is named.
  String standardField();

  FieldNames fields();

  /// The fields that hold places.
  default List<GeoLocation> geoLocations() {
    return List.of();
  }

  /// The kind of every field that can be aggregated, by the path of its values in the index.
  default Map<String, FieldKind> aggregated() {
    Map<String, FieldKind> kinds = new HashMap<>();
    managedFields().forEach(field -> kinds.put(ManagedFields.path(field.name()), field.kind()));
    customFields().forEach(field -> kinds.put(field.name(), field.kind()));
    return kinds;
  }
}
