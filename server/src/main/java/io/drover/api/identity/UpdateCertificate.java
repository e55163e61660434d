package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.CertificateId;
import io.drover.identity.CertificateStatus;
import io.drover.identity.Certificates;
import java.time.InstantSource;

/// Sets the status of a certificate; whoever is connected by one that is no longer active is sent
/// away.
public record UpdateCertificate(Certificates certificates, InstantSource clock)
    implements Operation<UpdateCertificate.Request, Nothing> {
  public record Request(String certificateId, String newStatus) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    CertificateId id = CertificateId.parse(request.certificateId);
    caller.require("iot:UpdateCertificate", certificates.arn(id));
    certificates.update(id, CertificateStatus.valueOf(request.newStatus), clock.instant());
    return Nothing.NOTHING;
  }
}
