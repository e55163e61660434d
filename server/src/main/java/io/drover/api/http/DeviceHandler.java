package io.drover.api.http;

import io.drover.wire.Reply;
import io.drover.wire.RequestHead;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;

/// Answers devices, who are known by the certificate of their connection and reach the services
/// made for them alone.
final class DeviceHandler implements Handler {
  private final OperationCalls calls;
  private final Function<X509Certificate, Optional<Caller>> callers;

  DeviceHandler(OperationCalls calls, Function<X509Certificate, Optional<Caller>> callers) {
    this.calls = calls;
    this.callers = callers;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    Exchange exchange = new Exchange(request, response);
    exchange.answer(calls.errors(), () -> reply(exchange, certificate(request)));
  }

  private Reply reply(Exchange exchange, Optional<X509Certificate> certificate) {
    RequestHead head = exchange.head();
    Optional<Caller> caller = certificate.flatMap(callers);
    if (caller.isEmpty()) {
      return calls
          .errors()
          .render(
              "ForbiddenException",
              403,
              "The connection's certificate is not registered or not active.");
    }
    Optional<byte[]> body = exchange.body(Plane.DATA.mostBodyBytes());
    return body.isEmpty()
        ? calls.errors().tooLarge(Plane.DATA)
        : calls.call(Plane.DATA, head, body.get(), caller.get(), exchange.requestId());
  }

  private static Optional<X509Certificate> certificate(ServerRequest request) {
    return request
        .remotePeer()
        .tlsCertificates()
        .filter(chain -> chain.length > 0)
        .map(chain -> chain[0])
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast);
  }
}
