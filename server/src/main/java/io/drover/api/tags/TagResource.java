package io.drover.api.tags;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.tags.ResourceTags;
import java.util.List;

public final class TagResource implements Operation<TagResource.Request, Nothing> {
  private final ResourceTags tags;

  public TagResource(ResourceTags tags) {
    this.tags = tags;
  }

  public record Request(String resourceArn, List<WireTag> tags) {}

  @Override
  public Class<Request> request() {
    return Request.class;
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:TagResource", request.resourceArn());
    tags.tag(request.resourceArn(), WireTag.decode(request.tags()));
    return Nothing.NOTHING;
  }
}
