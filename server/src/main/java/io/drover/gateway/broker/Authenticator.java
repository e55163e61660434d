package io.drover.gateway.broker;

import io.drover.gateway.broker.transport.Identification;
import io.drover.signature.SignatureException;
import io.drover.wire.RequestHead;
import java.util.Optional;

/// Says who a connection is, by what it has shown of itself; on the plaintext listener, by the
/// policy that the operator named for it.
public interface Authenticator {

  /// Empty when the connection must be refused. May block.
  Optional<Client> authenticate(String clientId, Identification shown);

  /// Who has signed a request for a WebSocket. Throws [SignatureException] when nobody has who is
  /// known. Called on the event loop: must not block.
  default Identification.Signed signer(RequestHead request) {
    throw SignatureException.missing();
  }
}
