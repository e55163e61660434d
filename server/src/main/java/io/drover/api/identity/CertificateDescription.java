package io.drover.api.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// All that is known of a certificate.
public record CertificateDescription(
    String certificateArn,
    String certificateId,
    @Nullable String caCertificateId,
    String status,
    String certificatePem,
    String ownedBy,
    Instant creationDate,
    Instant lastModifiedDate,
    int customerVersion,
    String generationId,
    Validity validity,
    String certificateMode) {

  public record Validity(Instant notBefore, Instant notAfter) {}
}
