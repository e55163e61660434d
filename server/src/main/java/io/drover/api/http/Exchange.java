package io.drover.api.http;

import io.drover.api.http.wire.QueryParameter;
import io.drover.api.http.wire.Reply;
import io.drover.api.http.wire.RequestHead;
import io.drover.rejection.Rejection.InvalidRequest;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request and its answer, between the listener and our own types.
final class Exchange {
  private final ServerRequest request;
  private final ServerResponse response;
  private final String requestId = RequestIds.next();
  private boolean read;

  Exchange(ServerRequest request, ServerResponse response) {
    this.request = request;
    this.response = response;
  }

  String requestId() {
    return requestId;
  }

  /// Refuses a head that is malformed or has too many headers.
  RequestHead head() {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : request.headers()) {
      headers.put(header.headerName().lowerCase(), header.allValues());
    }
    if (headers.size() > Limits.HEADERS) {
      throw new InvalidRequest("The request has more than " + Limits.HEADERS + " headers.")
          .toException();
    }
    return new RequestHead(
        request.prologue().method().text(),
        request.path().rawPath(),
        QueryParameter.parse(request.query().rawValue()),
        headers);
  }

  /// The body, or nothing when it has more bytes than `most`; those beyond are not kept.
  Optional<byte[]> body(int most) {
    if (!request.content().hasEntity()) {
      read = true;
      return Optional.of(new byte[0]);
    }
    if (request.headers().contentLength().orElse(0) > most) {
      return Optional.empty();
    }
    try (InputStream stream = request.content().inputStream()) {
      byte[] body = stream.readNBytes(most + 1);
      read = body.length <= most;
      return read ? Optional.of(body) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(Reply reply) {
    response.status(Status.create(reply.status()));
    reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    response.header(RequestIds.HEADER, requestId);
    if (!read && request.headers().contains(HeaderNames.EXPECT)) {
      // The client waits for leave to send a body that nobody wants.
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    response.send(reply.body());
  }
}
