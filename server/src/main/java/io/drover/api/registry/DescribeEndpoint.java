package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers one host for every type of endpoint: all of this server's doors are on it.
public final class DescribeEndpoint
    implements Operation<DescribeEndpoint.Request, DescribeEndpoint.Response> {
  private static final List<String> TYPES =
      List.of(
          "iot:Data",
          "iot:Data-ATS",
          "iot:Data-Beta",
          "iot:CredentialProvider",
          "iot:DeviceAdvisor",
          "iot:Jobs");

  private final String publicHost;

  public DescribeEndpoint(String publicHost) {
    this.publicHost = publicHost;
  }

  public record Request(@Nullable String endpointType) {}

  public record Response(String endpointAddress) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:DescribeEndpoint", "*");
    if (request.endpointType() != null && !TYPES.contains(request.endpointType())) {
      throw new InvalidRequest("The endpoint type must be one of " + TYPES + ".").toException();
    }
    return new Response(publicHost);
  }
}
