package io.drover.api.http;

import io.drover.api.http.contract.Service;
import io.drover.identity.Permissions;
import io.drover.signature.SignatureException;
import io.drover.signature.SignatureV4;
import io.drover.wire.Reply;
import io.drover.wire.RequestHead;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Optional;

/// Answers requests that the holder of the server's access key has signed; no policy restrains
/// them.
final class SignedHandler implements Handler {
  private final OperationCalls calls;
  private final SignatureV4 signatures;
  private final Caller caller;
  private final InstantSource clock;

  SignedHandler(OperationCalls calls, ApiConfig config, InstantSource clock) {
    this.calls = calls;
    this.signatures = new SignatureV4(config.accessKey());
    this.caller = new Caller(config.accessKey().id(), Permissions.ALL);
    this.clock = clock;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    Exchange exchange = new Exchange(request, response);
    exchange.answer(calls.errors(), () -> reply(exchange));
  }

  private Reply reply(Exchange exchange) {
    RequestHead head = exchange.head();
    SignatureV4.Claim claim = signatures.claim(head, clock.instant());
    Plane plane = Plane.of(service(claim.signingName()));
    Optional<byte[]> body = exchange.body(plane.mostBodyBytes());
    if (body.isEmpty()) {
      return calls.errors().tooLarge(plane);
    }
    claim.verify(body.get());
    return calls.call(plane, head, body.get(), caller, exchange.requestId());
  }

  private static Service service(String signingName) {
    return Service.signedAs(signingName)
        .orElseThrow(
            () -> SignatureException.ofService(signingName, "'iot', 'iotdata' or 'iot-jobs-data'"));
  }
}
