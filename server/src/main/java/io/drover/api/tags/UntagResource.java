package io.drover.api.tags;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.tags.ResourceTags;
import java.util.List;

public record UntagResource(ResourceTags tags)
    implements Operation<UntagResource.Request, Nothing> {

  public record Request(String resourceArn, List<String> tagKeys) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:UntagResource", request.resourceArn());
    tags.untag(request.resourceArn(), request.tagKeys());
    return Nothing.NOTHING;
  }
}
