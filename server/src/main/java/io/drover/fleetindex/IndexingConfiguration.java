package io.drover.fleetindex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is indexed about things.
///
/// @param namedShadows the named shadows that are indexed; none unless named shadows are
/// @param customFields the fields besides the [#managedFields] that can be aggregated
public record IndexingConfiguration(
    Mode mode,
    boolean connectivity,
    boolean violations,
    boolean indexesNamedShadows,
    List<String> namedShadows,
    List<CustomField> customFields) {

  public static final IndexingConfiguration OFF =
      new IndexingConfiguration(Mode.OFF, false, false, false, List.of(), List.of());

  public IndexingConfiguration {
    namedShadows = List.copyOf(namedShadows);
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

  public boolean isOn() {
    return mode != Mode.OFF;
  }

  boolean indexesShadows() {
    return mode == Mode.REGISTRY_AND_SHADOW;
  }

  /// The contract's name for what is indexed.
  public String schema() {
    if (indexesNamedShadows || violations) {
      return "MULTI_INDEXING_MODE";
    }
    return connectivity ? mode.name() + "_AND_CONNECTIVITY_STATUS" : mode.name();
  }

  /// The fields that can be aggregated without being asked for.
  public List<CustomField> managedFields() {
    return ManagedFields.of(this);
  }

  /// The kind of every field that can be aggregated, by the path of its values in the index.
  Map<String, FieldKind> aggregated() {
    Map<String, FieldKind> kinds = new HashMap<>();
    managedFields().forEach(field -> kinds.put(ManagedFields.path(field.name()), field.kind()));
    customFields.forEach(field -> kinds.put(field.name(), field.kind()));
    return kinds;
  }
}
