package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.ThingConnectivity;
import io.drover.fleetindex.ThingDocument;
import io.drover.paging.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public record SearchIndex(FleetIndex index, Arns arns)
    implements Operation<SearchIndex.Request, SearchIndex.Response> {

  public record Request(
      @Nullable String indexName,
      String queryString,
      @Nullable String nextToken,
      @Nullable Integer maxResults,
      @Nullable String queryVersion) {}

  public record Response(@Nullable String nextToken, List<Thing> things) {}

  /// A thing as searches tell it; `shadow` is a text that holds JSON.
  public record Thing(
      String thingName,
      String thingId,
      @Nullable String thingTypeName,
      List<String> thingGroupNames,
      Map<String, String> attributes,
      @Nullable String shadow,
      @Nullable Connected connectivity) {

    static Thing of(ThingDocument found) {
      return new Thing(
          found.name(),
          found.uuid(),
          found.type(),
          found.groups(),
          found.attributes(),
          found.shadow(),
          Connected.of(found.connectivity()));
    }
  }

  /// A thing's connection; the time is in milliseconds.
  public record Connected(
      boolean connected, @Nullable Long timestamp, @Nullable String disconnectReason) {

    static @Nullable Connected of(@Nullable ThingConnectivity known) {
      return known == null
          ? null
          : new Connected(known.connected(), known.timestamp(), known.disconnectReason());
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    Indices.require(caller, "iot:SearchIndex", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    Page<Thing> page =
        index
            .search(request.queryString(), request.nextToken(), request.maxResults())
            .map(Thing::of);
    return new Response(page.nextToken(), page.items());
  }
}
