package io.drover.api.registry;

import io.drover.api.fleetindex.Indices;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.registry.DescribedThingGroup;
import io.drover.registry.DescribedThingGroup.Ancestor;
import io.drover.registry.GroupQuery;
import io.drover.registry.GroupQuery.Status;
import io.drover.registry.ThingGroup;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroups;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record DescribeThingGroup(ThingGroups groups, Arns arns)
    implements Operation<DescribeThingGroup.Request, DescribeThingGroup.Response> {

  public record Request(String thingGroupName) {}

  public record Response(
      String thingGroupName,
      String thingGroupId,
      String thingGroupArn,
      long version,
      ThingGroupProperties thingGroupProperties,
      ThingGroupMetadata thingGroupMetadata,
      @Nullable String indexName,
      @Nullable String queryString,
      @Nullable String queryVersion,
      @Nullable Status status) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("thinggroup", request.thingGroupName());
    caller.require("iot:DescribeThingGroup", arn);
    DescribedThingGroup described = groups.describe(new ThingGroupName(request.thingGroupName()));
    ThingGroup group = described.group();
    return new Response(
        request.thingGroupName(),
        group.uuid(),
        arn,
        group.version(),
        ThingGroupProperties.of(group.properties()),
        metadata(described),
        group.isDynamic() ? FleetIndex.THINGS : null,
        group.query().map(GroupQuery::text).orElse(null),
        group.isDynamic() ? Indices.VERSION : null,
        group.query().map(GroupQuery::status).orElse(null));
  }

  /// A root has neither a parent nor a way to it.
  public record ThingGroupMetadata(
      @Nullable String parentGroupName,
      @Nullable List<GroupNameAndArn> rootToParentThingGroups,
      Instant creationDate) {}

  private ThingGroupMetadata metadata(DescribedThingGroup described) {
    List<ThingGroupName> ancestors = described.ancestors().stream().map(Ancestor::name).toList();
    Instant created = described.group().createdAt();
    return ancestors.isEmpty()
        ? new ThingGroupMetadata(null, null, created)
        : new ThingGroupMetadata(
            ancestors.getLast().value(), GroupNameAndArn.of(ancestors, arns), created);
  }
}
