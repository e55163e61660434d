package io.drover.fleetindex;

import java.util.List;

/// What is indexed about things.
///
/// @param namedShadows the named shadows that are indexed; none unless named shadows are
/// @param geoLocations the fields that hold places
/// @param customFields the fields besides the [#managedFields] that can be aggregated
public record IndexingConfiguration(
    Mode mode,
    boolean connectivity,
    boolean violations,
    boolean indexesNamedShadows,
    List<String> namedShadows,
    List<GeoLocation> geoLocations,
    List<CustomField> customFields)
    implements Indexing {

  public static final IndexingConfiguration OFF =
      new IndexingConfiguration(Mode.OFF, false, false, false, List.of(), List.of(), List.of());

  public IndexingConfiguration {
    namedShadows = List.copyOf(namedShadows);
    geoLocations = geoLocations == null ? List.of() : List.copyOf(geoLocations);
    customFields = List.copyOf(customFields);
  }

  /// Refuses what contradicts itself or is more than the limits allow.
  public IndexingConfiguration checked() {
    ConfigurationRules.check(this);
    return this;
  }

  public enum Mode {
    OFF,
    REGISTRY,
    REGISTRY_AND_SHADOW
  }

  /// A field that can be aggregated.
  public record CustomField(String name, FieldKind kind) {}

  @Override
  public boolean isOn() {
    return mode != Mode.OFF;
  }

  boolean indexesShadows() {
    return mode == Mode.REGISTRY_AND_SHADOW;
  }

  @Override
  public String schema() {
    if (indexesNamedShadows || violations) {
      return "MULTI_INDEXING_MODE";
    }
    return connectivity ? mode.name() + "_AND_CONNECTIVITY_STATUS" : mode.name();
  }

  @Override
  public List<CustomField> managedFields() {
    return ManagedFields.of(this);
  }

  @Override
  public String standardField() {
    return "registry.version";
  }

  @Override
  public FieldNames fields() {
    return new SearchableFields(this);
  }
}
