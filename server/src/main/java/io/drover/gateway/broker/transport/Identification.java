package io.drover.gateway.broker.transport;

import java.security.cert.X509Certificate;

/// What a connection has shown of itself before its CONNECT.
public sealed interface Identification {

  /// Nothing: it came over the plaintext listener.
  record Nothing() implements Identification {}

  /// The certificate of its TLS handshake.
  record OfCertificate(X509Certificate certificate) implements Identification {}

  /// A signed request for a WebSocket, by the holder of this access key.
  record Signed(String accessKeyId) implements Identification {}
}
