package io.drover.api.tags;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.tags.ResourceTags;
import java.util.List;

public record TagResource(ResourceTags tags) implements Operation<TagResource.Request, Nothing> {

  public record Request(String resourceArn, List<WireTag> tags) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:TagResource", request.resourceArn());
    tags.tag(request.resourceArn(), WireTag.decode(request.tags()));
    return Nothing.NOTHING;
  }
}
