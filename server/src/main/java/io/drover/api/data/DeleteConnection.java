package io.drover.api.data;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import org.jspecify.annotations.Nullable;

/// Ends a client's connection, and, if asked to, its session.
public record DeleteConnection(Connections connections, Arns arns)
    implements Operation<DeleteConnection.Request, Operation.Nothing> {

  public record Request(
      String clientId, @Nullable Boolean cleanSession, @Nullable Boolean preventWillMessage) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteConnection", arns.of("client", request.clientId()));
    boolean found =
        connections.delete(
            request.clientId(),
            Boolean.TRUE.equals(request.cleanSession()),
            Boolean.TRUE.equals(request.preventWillMessage()));
    if (!found) {
      throw ConnectionOperations.notFound(request.clientId());
    }
    return Nothing.NOTHING;
  }
}
