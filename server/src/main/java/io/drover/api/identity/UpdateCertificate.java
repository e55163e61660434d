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
public final class UpdateCertificate implements Operation<UpdateCertificate.Request, Nothing> {
  private final Certificates certificates;
  private final InstantSource clock;

  public record Request(String certificateId, String newStatus) {}

  public UpdateCertificate(Certificates certificates, InstantSource clock) {
    this.certificates = certificates;
    this.clock = clock;
  }

  @Override
  public Class<Request> request() {
    return Request.class;
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    CertificateId id = CertificateId.parse(request.certificateId);
    caller.require("iot:UpdateCertificate", certificates.arn(id));
    certificates.update(id, CertificateStatus.valueOf(request.newStatus), clock.instant());
    return Nothing.NOTHING;
  }
}
