package io.drover.api.http;

import io.drover.wire.Reply;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;

/// Spells what the listener itself refuses, before a request reaches a handler: malformed HTTP,
/// headers or bodies that are too large, more requests than it can take.
final class WireRefusals implements DirectHandler {
  private final ErrorRenderer errors;

  WireRefusals(ErrorRenderer errors) {
    this.errors = errors;
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType eventType,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    // What fails before there is a request can only be the client's fault.
    Status told =
        status.code() == 500 && request.method().isEmpty() ? Status.BAD_REQUEST_400 : status;
    Reply reply = errors.render(name(told), told.code(), text(told));
    reply.headers().forEach((name, value) -> headers.set(HeaderNames.create(name), value));
    headers.set(RequestIds.HEADER, RequestIds.next());
    return TransportResponse.builder()
        .status(told)
        .headers(headers)
        .keepAlive(false)
        .entity(reply.body())
        .build();
  }

  private static String name(Status status) {
    return switch (status.code()) {
      case 413 -> "RequestEntityTooLargeException";
      case 503 -> "ServiceUnavailableException";
      case 500 -> "InternalFailureException";
      default -> "InvalidRequestException";
    };
  }

  private static String text(Status status) {
    return switch (status.code()) {
      case 413 -> "The request's body is too large.";
      case 414 -> "The request's URI is too long.";
      case 431 -> "The request's headers are too large.";
      case 500 -> "An internal error has occurred.";
      case 503 -> "The server has too many requests; try again.";
      case 505 -> "This server speaks HTTP/1.1.";
      default -> "The request is not valid HTTP.";
    };
  }
}
