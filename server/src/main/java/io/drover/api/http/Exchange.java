package io.drover.api.http;

import io.drover.api.http.contract.Service;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.signature.SignatureException;
import io.drover.wire.QueryParameter;
import io.drover.wire.Reply;
import io.drover.wire.RequestHead;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer, between the listener and our own types.
final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final ServerRequest request;
  private final ServerResponse response;
  private final String requestId = RequestIds.next();
  private boolean read;
  private boolean unreadable;

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
    try {
      // Not closed: that would wait for the rest of a body that is refused.
      byte[] body = request.content().inputStream().readNBytes(most + 1);
      read = body.length <= most;
      return read ? Optional.of(body) : Optional.empty();
    } catch (IOException | InsufficientDataAvailableException | ServerConnectionException e) {
      throw new CloseConnectionException("the client left before it had sent its body", e);
    } catch (IllegalArgumentException e) {
      unreadable = true;
      throw new InvalidRequest("The request body is not valid HTTP.").toException();
    }
  }

  /// Sends what `work` replies. Whatever it throws becomes an answer too, unless the client is gone
  /// or its body is not valid HTTP.
  void answer(ErrorRenderer errors, Supplier<Reply> work) {
    Reply reply;
    try {
      reply = work.get();
    } catch (SignatureException e) {
      reply = errors.render(e.reason().errorName(), 403, e.text());
    } catch (RejectedException e) {
      reply = errors.render(e.rejection());
    } catch (CloseConnectionException | RequestException e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("request {} failed", requestId, e);
      reply = errors.internal(Service.IOT);
    }
    send(reply);
  }

  private void send(Reply reply) {
    response.status(Status.create(reply.status()));
    reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    response.header(RequestIds.HEADER, requestId);
    boolean last = last();
    if (last) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    try {
      response.send(reply.body());
    } catch (UncheckedIOException | ServerConnectionException e) {
      throw new CloseConnectionException("the client left before it had its answer", e);
    }
    if (last) {
      throw new CloseConnectionException("this was the connection's last request");
    }
  }

  /// Whether the connection ends with this answer: when the client wants that, waits for leave to
  /// send a body that nobody needs any more, or has sent one whose end cannot be told.
  private boolean last() {
    return unreadable
        || (!read && request.headers().contains(HeaderNames.EXPECT))
        || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
  }
}
