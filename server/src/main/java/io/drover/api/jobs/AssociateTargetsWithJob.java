package io.drover.api.jobs;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.jobs.TargetAssociation;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record AssociateTargetsWithJob(TargetAssociation association, Arns arns, InstantSource clock)
    implements Operation<AssociateTargetsWithJob.Request, AssociateTargetsWithJob.Response> {

  public record Request(
      List<String> targets, String jobId, @Nullable String comment, @Nullable String namespaceId) {}

  public record Response(String jobArn, String jobId, @Nullable String description) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("job", request.jobId());
    caller.require("iot:AssociateTargetsWithJob", arn);
    request.targets().forEach(target -> caller.require("iot:AssociateTargetsWithJob", target));
    String description =
        association.associate(
            request.jobId(),
            Optional.ofNullable(request.namespaceId()),
            request.targets(),
            request.comment(),
            clock.instant());
    return new Response(arn, request.jobId(), description);
  }
}
