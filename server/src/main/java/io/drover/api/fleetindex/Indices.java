package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.ResourceNotFound;
import org.jspecify.annotations.Nullable;

/// Which index a request means.
public final class Indices {
  /// The version of the query language.
  public static final String VERSION = "2017-09-30";

  private Indices() {}

  /// Refuses who may not do this, and a name that is not the index of things; no name is.
  public static void require(Caller caller, String action, @Nullable String name, Arns arns) {
    String index = name == null ? FleetIndex.THINGS : name;
    caller.require(action, arns.of("index", index));
    if (!index.equals(FleetIndex.THINGS)) {
      throw notFound(index);
    }
  }

  static RuntimeException notFound(String index) {
    return new ResourceNotFound("The index " + index + " does not exist.").toException();
  }

  /// The index that is named, the one of things when none is. Refuses who may not do this.
  static String named(Caller caller, String action, @Nullable String name, Arns arns) {
    String index = name == null ? FleetIndex.THINGS : name;
    caller.require(action, arns.of("index", index));
    return index;
  }

  /// Refuses every version of the query language but [#VERSION].
  public static void requireVersion(@Nullable String version) {
    if (version != null && !version.equals(VERSION)) {
      throw new InvalidQuery("The query version is " + VERSION + ", not " + version + ".")
          .toException();
    }
  }
}
