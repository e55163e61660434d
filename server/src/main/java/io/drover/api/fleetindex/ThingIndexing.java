package io.drover.api.fleetindex;

import io.drover.fleetindex.FieldKind;
import io.drover.fleetindex.IndexingConfiguration;
import io.drover.fleetindex.IndexingConfiguration.CustomField;
import io.drover.fleetindex.IndexingConfiguration.Mode;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The contract's configuration of the index of things.
public record ThingIndexing(
    String thingIndexingMode,
    @Nullable String thingConnectivityIndexingMode,
    @Nullable String deviceDefenderIndexingMode,
    @Nullable String namedShadowIndexingMode,
    @Nullable List<Field> managedFields,
    @Nullable List<Field> customFields,
    @Nullable Filter filter) {

  /// A field that can be aggregated.
  public record Field(@Nullable String name, @Nullable String type) {

    static Field of(CustomField field) {
      String kind = field.kind().name();
      return new Field(field.name(), kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT));
    }

    CustomField decode() {
      if (name == null || type == null) {
        throw new InvalidRequest("A custom field has a name and a type.").toException();
      }
      return new CustomField(name, FieldKind.valueOf(type.toUpperCase(Locale.ROOT)));
    }
  }

  public record Filter(
      @Nullable List<String> namedShadowNames, @Nullable List<GeoLocation> geoLocations) {}

  public record GeoLocation(@Nullable String name, @Nullable String order) {}

  static ThingIndexing of(IndexingConfiguration configuration) {
    return new ThingIndexing(
        configuration.mode().name(),
        configuration.connectivity() ? "STATUS" : "OFF",
        configuration.violations() ? "VIOLATIONS" : "OFF",
        configuration.indexesNamedShadows() ? "ON" : "OFF",
        configuration.managedFields().stream().map(Field::of).toList(),
        configuration.customFields().stream().map(Field::of).toList(),
        new Filter(configuration.namedShadows(), null));
  }

  IndexingConfiguration decode() {
    if (filter != null && filter.geoLocations() != null && !filter.geoLocations().isEmpty()) {
      throw new InvalidRequest("geoLocations are not supported.").toException();
    }
    return new IndexingConfiguration(
        Mode.valueOf(thingIndexingMode),
        "STATUS".equals(thingConnectivityIndexingMode),
        "VIOLATIONS".equals(deviceDefenderIndexingMode),
        "ON".equals(namedShadowIndexingMode),
        filter == null || filter.namedShadowNames() == null ? List.of() : filter.namedShadowNames(),
        customFields == null ? List.of() : customFields.stream().map(Field::decode).toList());
  }
}
