package io.drover.fleetindex;

import io.drover.fleetindex.query.QueryParser;

/// The reserved shadow in which things report their packages. Under each package its values are
/// found by the package's name, and by a mark that stands for any.
final class Packages {
  /// The name of the shadow.
  static final String SHADOW = "$package";

  /// The path below which packages stand by their names.
  static final String REPORTED = "shadow.name." + SHADOW + ".reported";

  /// The path of all packages at once.
  static final String ANY = REPORTED + "." + QueryParser.ANY_PART;

  private Packages() {}

  /// Whether the field is a package's version, which can only be asked for as it is.
  static boolean isVersion(String field) {
    return field.startsWith(REPORTED + ".") && field.endsWith(".version");
  }
}
