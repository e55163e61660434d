package io.drover.api.tags;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.paging.Page;
import io.drover.tags.ResourceTags;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListTagsForResource(ResourceTags tags)
    implements Operation<ListTagsForResource.Request, ListTagsForResource.Response> {

  public record Request(String resourceArn, @Nullable String nextToken) {}

  public record Response(List<WireTag> tags, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListTagsForResource", request.resourceArn());
    Page<WireTag> page = tags.list(request.resourceArn(), request.nextToken()).map(WireTag::of);
    return new Response(page.items(), page.nextToken());
  }
}
