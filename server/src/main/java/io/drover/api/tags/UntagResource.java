package io.drover.api.tags;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.tags.ResourceTags;
import java.util.List;

public final class UntagResource implements Operation<UntagResource.Request, Nothing> {
  private final ResourceTags tags;

  public UntagResource(ResourceTags tags) {
    this.tags = tags;
  }

  public record Request(String resourceArn, List<String> tagKeys) {}

  @Override
  public Class<Request> request() {
    return Request.class;
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:UntagResource", request.resourceArn());
    tags.untag(request.resourceArn(), request.tagKeys());
    return Nothing.NOTHING;
  }
}
