package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Policies;
import io.drover.identity.PolicyAttachments;
import io.drover.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The policies of a certificate or a thing group, by name.
public record ListAttachedPolicies(Policies policies, PolicyAttachments attachments)
    implements Operation<ListAttachedPolicies.Request, ListAttachedPolicies.Response> {
  public record Request(
      String target,
      @Nullable Boolean recursive,
      @Nullable String marker,
      @Nullable Integer pageSize) {}

  public record Response(List<PolicyItem> policies, @Nullable String nextMarker) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListAttachedPolicies", request.target);
    boolean recursive = Boolean.TRUE.equals(request.recursive);
    Page<PolicyItem> page =
        attachments
            .attachedTo(request.target, recursive, request.marker, request.pageSize)
            .map(name -> new PolicyItem(name.value(), policies.arn(name)));
    return new Response(page.items(), page.nextToken());
  }
}
