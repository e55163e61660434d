package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.identity.Certificate;
import io.drover.identity.CertificateId;
import io.drover.identity.Certificates;

/// One certificate, with its PEM.
public record DescribeCertificate(Certificates certificates, Arns arns)
    implements Operation<DescribeCertificate.Request, DescribeCertificate.Response> {
  public record Request(String certificateId) {}

  public record Response(CertificateDescription certificateDescription) {}

  @Override
  public Response answer(Request request, Caller caller) {
    CertificateId id = CertificateId.parse(request.certificateId);
    caller.require("iot:DescribeCertificate", certificates.arn(id));
    Certificate certificate = certificates.describe(id);
    return new Response(
        new CertificateDescription(
            certificates.arn(id),
            id.value(),
            certificate.caId(),
            certificate.status().name(),
            certificate.pem(),
            arns.account(),
            certificate.createdAt(),
            certificate.updatedAt(),
            certificate.customerVersion(),
            certificate.generation(),
            new CertificateDescription.Validity(certificate.notBefore(), certificate.notAfter()),
            certificate.mode()));
  }
}
