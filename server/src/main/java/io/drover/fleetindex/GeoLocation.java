package io.drover.fleetindex;

/// A field that holds places.
///
/// @param name the path of the field
/// @param order which comes first in texts and arrays
public record GeoLocation(String name, Order order) {

  public enum Order {
    LAT_LON,
    LON_LAT
  }
}
