package io.drover.api.fleetindex;

import io.drover.fleetindex.FieldKind;
import io.drover.fleetindex.GeoLocation;
import io.drover.fleetindex.GeoLocation.Order;
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
  private static final String LON_LAT = "LonLat";

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
      @Nullable List<String> namedShadowNames, @Nullable List<Location> geoLocations) {}

  /// A field that holds places; latitude comes first unless it says otherwise.
  public record Location(@Nullable String name, @Nullable String order) {

    static Location of(GeoLocation location) {
      return new Location(location.name(), location.order() == Order.LAT_LON ? "LatLon" : LON_LAT);
    }

    GeoLocation decode() {
      if (name == null) {
        throw new InvalidRequest("A geoLocation has a name.").toException();
      }
      return new GeoLocation(name, LON_LAT.equals(order) ? Order.LON_LAT : Order.LAT_LON);
    }
  }

  static ThingIndexing of(IndexingConfiguration configuration) {
    return new ThingIndexing(
        configuration.mode().name(),
        configuration.connectivity() ? "STATUS" : "OFF",
        configuration.violations() ? "VIOLATIONS" : "OFF",
        configuration.indexesNamedShadows() ? "ON" : "OFF",
        configuration.managedFields().stream().map(Field::of).toList(),
        configuration.customFields().stream().map(Field::of).toList(),
        new Filter(
            configuration.namedShadows(),
            configuration.geoLocations().stream().map(Location::of).toList()));
  }

  IndexingConfiguration decode() {
    return new IndexingConfiguration(
        Mode.valueOf(thingIndexingMode),
        "STATUS".equals(thingConnectivityIndexingMode),
        "VIOLATIONS".equals(deviceDefenderIndexingMode),
        "ON".equals(namedShadowIndexingMode),
        filter == null || filter.namedShadowNames() == null ? List.of() : filter.namedShadowNames(),
        filter == null || filter.geoLocations() == null
            ? List.of()
            : filter.geoLocations().stream().map(Location::decode).toList(),
        customFields == null ? List.of() : customFields.stream().map(Field::decode).toList());
  }
}
