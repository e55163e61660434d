package io.drover.api.data;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import org.jspecify.annotations.Nullable;

/// Tells of a client's connection, or of its last one.
public record GetConnection(Connections connections, Arns arns)
    implements Operation<GetConnection.Request, GetConnection.Response> {

  public record Request(String clientId, @Nullable Boolean includeSocketInformation) {}

  /// Times are in milliseconds since 1970, keep alive and expiry in seconds.
  public record Response(
      String clientId,
      @Nullable String thingName,
      boolean connected,
      boolean cleanSession,
      @Nullable Long connectedSince,
      @Nullable Long disconnectedSince,
      @Nullable String disconnectReason,
      @Nullable String sourceIp,
      @Nullable Integer sourcePort,
      @Nullable String targetIp,
      @Nullable Integer targetPort,
      int keepAliveDuration,
      int sessionExpiry) {

    static Response of(ConnectionState state, boolean sockets) {
      long since = state.since().toEpochMilli();
      return new Response(
          state.clientId(),
          state.thingName(),
          state.isConnected(),
          state.cleanSession(),
          state.isConnected() ? since : null,
          state.isConnected() ? null : since,
          state.disconnectReason(),
          sockets ? state.source().getAddress().getHostAddress() : null,
          sockets ? state.source().getPort() : null,
          sockets ? state.target().getAddress().getHostAddress() : null,
          sockets ? state.target().getPort() : null,
          Math.toIntExact(state.keepAlive().toSeconds()),
          Math.toIntExact(state.sessionExpiry().toSeconds()));
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:GetConnection", arns.of("client", request.clientId()));
    boolean sockets = Boolean.TRUE.equals(request.includeSocketInformation());
    return connections
        .find(request.clientId())
        .map(state -> Response.of(state, sockets))
        .orElseThrow(() -> ConnectionOperations.notFound(request.clientId()));
  }
}
