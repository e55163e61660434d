package io.drover.gateway.broker;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says who a connection is: by the certificate of its TLS handshake, or, on the plaintext
/// listener, by the policy that the operator named for it.
public interface Authenticator {

  /// Empty when the connection must be refused. May block; `certificate` is null on the plaintext
  /// listener.
  Optional<Client> authenticate(String clientId, @Nullable X509Certificate certificate);
}
