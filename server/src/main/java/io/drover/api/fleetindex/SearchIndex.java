package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.GroupDocument;
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

  /// Only the list of what the index holds is set.
  public record Response(
      @Nullable String nextToken, @Nullable List<Thing> things, @Nullable List<Group> thingGroups) {

    static Response ofThings(Page<ThingDocument> found) {
      return new Response(found.nextToken(), found.items().stream().map(Thing::of).toList(), null);
    }

    static Response ofGroups(Page<GroupDocument> found) {
      return new Response(found.nextToken(), null, found.items().stream().map(Group::of).toList());
    }
  }

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

  /// A thing group as searches tell it.
  public record Group(
      String thingGroupName,
      String thingGroupId,
      @Nullable String thingGroupDescription,
      Map<String, String> attributes,
      List<String> parentGroupNames) {

    static Group of(GroupDocument found) {
      return new Group(
          found.name(), found.uuid(), found.description(), found.attributes(), found.parents());
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    String name = Indices.named(caller, "iot:SearchIndex", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    return switch (name) {
      case FleetIndex.THINGS ->
          Response.ofThings(
              index.search(request.queryString(), request.nextToken(), request.maxResults()));
      case FleetIndex.GROUPS ->
          Response.ofGroups(
              index.searchGroups(request.queryString(), request.nextToken(), request.maxResults()));
      default -> throw Indices.notFound(name);
    };
  }
}
