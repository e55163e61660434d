package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.CertificateId;
import io.drover.identity.Certificates;
import org.jspecify.annotations.Nullable;

/// Deletes a certificate that is not active and in no use.
public record DeleteCertificate(Certificates certificates)
    implements Operation<DeleteCertificate.Request, Nothing> {
  public record Request(String certificateId, @Nullable Boolean forceDelete) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    CertificateId id = CertificateId.parse(request.certificateId);
    caller.require("iot:DeleteCertificate", certificates.arn(id));
    certificates.delete(id, Boolean.TRUE.equals(request.forceDelete));
    return Nothing.NOTHING;
  }
}
