package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Certificate;
import io.drover.identity.Certificates;
import io.drover.identity.IssuedKeys;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// A new key pair and a certificate for it; the only answer that ever holds the private key.
public record CreateKeysAndCertificate(Certificates certificates, InstantSource clock)
    implements Operation<CreateKeysAndCertificate.Request, CreateKeysAndCertificate.Response> {
  public record Request(@Nullable Boolean setAsActive) {}

  public record Response(
      String certificateArn, String certificateId, String certificatePem, KeyPair keyPair) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:CreateKeysAndCertificate", "*");
    boolean active = Boolean.TRUE.equals(request.setAsActive);
    IssuedKeys issued = certificates.createKeys(active, clock.instant());
    Certificate certificate = issued.certificate();
    return new Response(
        certificates.arn(certificate.id()),
        certificate.id().value(),
        certificate.pem(),
        new KeyPair(issued.publicKey(), issued.privateKey()));
  }
}
