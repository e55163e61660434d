package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Certificate;
import io.drover.identity.Certificates;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// A certificate for a key pair that the device keeps to itself.
public record CreateCertificateFromCsr(Certificates certificates, InstantSource clock)
    implements Operation<CreateCertificateFromCsr.Request, CreateCertificateFromCsr.Response> {
  public record Request(String certificateSigningRequest, @Nullable Boolean setAsActive) {}

  public record Response(String certificateArn, String certificateId, String certificatePem) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:CreateCertificateFromCsr", "*");
    boolean active = Boolean.TRUE.equals(request.setAsActive);
    Certificate certificate =
        certificates.createFromCsr(request.certificateSigningRequest, active, clock.instant());
    return new Response(
        certificates.arn(certificate.id()), certificate.id().value(), certificate.pem());
  }
}
