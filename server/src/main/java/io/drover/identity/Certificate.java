package io.drover.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A registered certificate. `caId` is set when it was signed by a CA that was registered, not by
/// the server's own; `generation` changes with every change of the record.
public record Certificate(
    CertificateId id,
    String pem,
    CertificateStatus status,
    String mode,
    @Nullable String caId,
    int customerVersion,
    String generation,
    Instant notBefore,
    Instant notAfter,
    Instant createdAt,
    Instant updatedAt) {

  static final String DEFAULT_MODE = "DEFAULT";
}
