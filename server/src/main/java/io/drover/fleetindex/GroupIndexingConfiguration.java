package io.drover.fleetindex;

import io.drover.fleetindex.IndexingConfiguration.CustomField;
import java.util.List;

/// What is indexed about thing groups: everything, or nothing.
public record GroupIndexingConfiguration(boolean on, List<CustomField> customFields)
    implements Indexing {
  public static final GroupIndexingConfiguration OFF =
      new GroupIndexingConfiguration(false, List.of());

  public GroupIndexingConfiguration {
    customFields = List.copyOf(customFields);
  }

  /// Refuses what contradicts itself or is more than the limits allow.
  public GroupIndexingConfiguration checked() {
    ConfigurationRules.fields(this);
    return this;
  }

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public String schema() {
    return "THING_GROUPS";
  }

  @Override
  public List<CustomField> managedFields() {
    return on ? ManagedFields.OF_GROUPS : List.of();
  }

  @Override
  public String standardField() {
    return "version";
  }

  @Override
  public FieldNames fields() {
    return new GroupFields();
  }
}
