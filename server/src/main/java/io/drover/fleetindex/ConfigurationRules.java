package io.drover.fleetindex;

import io.drover.fleetindex.IndexingConfiguration.CustomField;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a configuration must keep to: everything stands on the mode, and custom fields name what
/// the mode indexes.
final class ConfigurationRules {
  private static final int MOST_CUSTOM_FIELDS = 5;
  private static final int MOST_NAMED_SHADOWS = 10;
  private static final int LONGEST_NAME = 1_024;
  private static final int MOST_LOCATIONS = 1;
  private static final String DEFENDER = "deviceDefender.";
  private static final Pattern NAME =
      Pattern.compile(
          "(attributes|deviceDefender|shadow\\.(name\\.[$a-zA-Z0-9:_-]{1,64}\\.)?(desired|reported))"
              + "\\.[a-zA-Z0-9_-]+(\\.[a-zA-Z0-9_-]+)*");

  private ConfigurationRules() {}

  static void check(IndexingConfiguration configuration) {
    if (!configuration.isOn()
        && (configuration.connectivity()
            || configuration.violations()
            || configuration.indexesNamedShadows())) {
      throw refuse("The other modes need a thingIndexingMode that is not OFF.");
    }
    shadows(configuration);
    locations(configuration);
    fields(configuration);
  }

  private static void shadows(IndexingConfiguration configuration) {
    boolean named = !configuration.namedShadows().isEmpty();
    if (configuration.indexesNamedShadows() != named) {
      throw refuse("namedShadowIndexingMode ON and filter.namedShadowNames need each other.");
    }
    long counted =
        configuration.namedShadows().stream().filter(name -> !name.equals(Packages.SHADOW)).count();
    if (counted > MOST_NAMED_SHADOWS) {
      throw new LimitExceeded("At most " + MOST_NAMED_SHADOWS + " named shadows are indexed.")
          .toException();
    }
  }

  private static void locations(IndexingConfiguration configuration) {
    if (configuration.geoLocations().size() > MOST_LOCATIONS) {
      throw new LimitExceeded("At most " + MOST_LOCATIONS + " geoLocations are indexed.")
          .toException();
    }
    for (GeoLocation location : configuration.geoLocations()) {
      if (location.name().startsWith(DEFENDER)) {
        throw refuse("A geoLocation is an attribute or a field of a shadow.");
      }
      check(location.name(), "geoLocation", configuration);
    }
  }

  static void fields(Indexing configuration) {
    if (configuration.customFields().size() > MOST_CUSTOM_FIELDS) {
      throw new LimitExceeded("At most " + MOST_CUSTOM_FIELDS + " custom fields are indexed.")
          .toException();
    }
    Set<String> names =
        configuration.customFields().stream().map(CustomField::name).collect(Collectors.toSet());
    if (names.size() < configuration.customFields().size()) {
      throw refuse("A custom field is named twice.");
    }
    names.forEach(name -> check(name, "custom field", configuration));
  }

  private static void check(String name, String what, Indexing configuration) {
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw refuse("A " + what + " cannot be named " + name + ".");
    }
    if (!configuration.isOn() || !configuration.fields().knows(name)) {
      throw refuse("The " + what + " " + name + " is not indexed in this mode.");
    }
  }

  private static RuntimeException refuse(String message) {
    return new InvalidRequest(message).toException();
  }
}
