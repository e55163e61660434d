package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.ResourceNotFound;
import org.jspecify.annotations.Nullable;

/// Which index a request means. There is one, of things.
public final class Indices {
  /// The version of the query language.
  public static final String VERSION = "2017-09-30";

  private Indices() {}

  /// Refuses who may not do this, and a name that is not the index of things; no name is.
  public static void require(Caller caller, String action, @Nullable String name, Arns arns) {
    String index = name == null ? FleetIndex.THINGS : name;
    caller.require(action, arns.of("index", index));
    if (!index.equals(FleetIndex.THINGS)) {
      throw new ResourceNotFound("The index " + index + " does not exist.").toException();
    }
  }

  /// Refuses every version of the query language but [#VERSION].
  public static void requireVersion(@Nullable String version) {
    if (version != null && !version.equals(VERSION)) {
      throw new InvalidQuery("The query version is " + VERSION + ", not " + version + ".")
          .toException();
    }
  }
}
