package io.drover.gateway.access;

import io.drover.gateway.broker.Authenticator;
import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.transport.Identification;
import io.drover.identity.Permissions;
import io.drover.signature.SignatureException;
import io.drover.signature.SignatureV4;
import io.drover.wire.RequestHead;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Knows connections by whatever they show: a certificate, a signed request for a WebSocket, or
/// nothing at all. No policy restrains the holder of the access key, as in the API.
public record DoorAuthenticator(
    CertificateAuthenticator certificates,
    Optional<PolicyAuthenticator> strangers,
    SignatureV4 signatures,
    InstantSource clock)
    implements Authenticator {

  /// What device SDKs and browsers sign requests for WebSockets for.
  private static final Set<String> SERVICES = Set.of("iotdevicegateway", "iotdata");

  private static final byte[] NO_BODY = {};

  @Override
  public Optional<Client> authenticate(String clientId, Identification shown) {
    return switch (shown) {
      case Identification.OfCertificate(var certificate) ->
          certificates.authenticate(clientId, certificate);
      case Identification.Signed(String key) ->
          Optional.of(new Client(clientId, key, Permissions.ALL));
      case Identification.Nothing() -> strangers.flatMap(known -> known.authenticate(clientId));
    };
  }

  @Override
  public Identification.Signed signer(RequestHead request) {
    SignatureV4.Claim claim = signatures.claim(request, clock.instant());
    if (!SERVICES.contains(claim.signingName())) {
      throw SignatureException.ofService(claim.signingName(), "'iotdevicegateway'");
    }
    claim.verify(NO_BODY);
    return new Identification.Signed(claim.accessKeyId());
  }
}
