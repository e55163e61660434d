package io.drover.fleetindex;

import io.drover.fleetindex.IndexingConfiguration.CustomField;
import java.util.ArrayList;
import java.util.List;

/// The fields that every index of a configuration can aggregate.
final class ManagedFields {
  private static final List<CustomField> REGISTRY =
      List.of(
          string("thingId"),
          string("thingName"),
          number("registry.version"),
          string("registry.thingTypeName"),
          string("registry.thingGroupNames"));
  private static final List<CustomField> SHADOW =
      List.of(number("shadow.version"), flag("shadow.hasDelta"));
  private static final List<CustomField> CONNECTIVITY =
      List.of(
          flag("connectivity.connected"),
          number("connectivity.timestamp"),
          number("connectivity.version"),
          string("connectivity.disconnectReason"),
          string("connectivity.clientId"),
          number("connectivity.keepAliveDuration"),
          flag("connectivity.cleanSession"),
          number("connectivity.sessionExpiry"));

  /// Those of the index of groups.
  static final List<CustomField> OF_GROUPS =
      List.of(
          string("description"),
          string("parentGroupNames"),
          string("thingGroupId"),
          string("thingGroupName"),
          number("version"));

  private ManagedFields() {}

  static List<CustomField> of(IndexingConfiguration configuration) {
    List<CustomField> fields = new ArrayList<>();
    if (configuration.isOn()) {
      fields.addAll(REGISTRY);
    }
    if (configuration.indexesShadows()) {
      fields.addAll(SHADOW);
    }
    for (String shadow : configuration.namedShadows()) {
      fields.add(number("shadow.name." + shadow + ".version"));
      fields.add(flag("shadow.name." + shadow + ".hasDelta"));
    }
    if (configuration.connectivity()) {
      fields.addAll(CONNECTIVITY);
    }
    return fields;
  }

  /// Where the values of a field stand in a document.
  static String path(String field) {
    return switch (field) {
      case "registry.thingTypeName" -> "thingTypeName";
      case "registry.thingGroupNames" -> "thingGroupNames";
      default -> field;
    };
  }

  private static CustomField string(String name) {
    return new CustomField(name, FieldKind.STRING);
  }

  private static CustomField number(String name) {
    return new CustomField(name, FieldKind.NUMBER);
  }

  private static CustomField flag(String name) {
    return new CustomField(name, FieldKind.BOOLEAN);
  }
}
