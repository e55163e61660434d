package io.drover.api.data;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.rejection.Rejection.ResourceNotFound;
import java.util.List;

/// The operations on clients' connections.
public record ConnectionOperations(Connections connections, Arns arns) {

  public List<Operation<?, ?>> all() {
    return List.of(
        new DeleteConnection(connections, arns),
        new GetConnection(connections, arns),
        new ListSubscriptions(connections, arns));
  }

  static RuntimeException notFound(String clientId) {
    return new ResourceNotFound("Client " + clientId + " is not connected and has no session.")
        .toException();
  }
}
