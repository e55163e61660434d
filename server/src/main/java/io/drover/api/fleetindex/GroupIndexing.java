package io.drover.api.fleetindex;

import io.drover.api.fleetindex.ThingIndexing.Field;
import io.drover.fleetindex.GroupIndexingConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contract's configuration of the index of groups.
public record GroupIndexing(
    String thingGroupIndexingMode,
    @Nullable List<Field> managedFields,
    @Nullable List<Field> customFields) {

  static GroupIndexing of(GroupIndexingConfiguration configuration) {
    return new GroupIndexing(
        configuration.isOn() ? "ON" : "OFF",
        configuration.managedFields().stream().map(Field::of).toList(),
        configuration.customFields().stream().map(Field::of).toList());
  }

  GroupIndexingConfiguration decode() {
    return new GroupIndexingConfiguration(
        thingGroupIndexingMode.equals("ON"),
        customFields == null ? List.of() : customFields.stream().map(Field::decode).toList());
  }
}
