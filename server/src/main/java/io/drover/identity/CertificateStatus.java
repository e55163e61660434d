package io.drover.identity;

/// The status of a registered certificate. Only an `ACTIVE` one lets its holder in.
public enum CertificateStatus {
  ACTIVE,
  INACTIVE,
  REVOKED,
  PENDING_TRANSFER,
  REGISTER_INACTIVE,
  PENDING_ACTIVATION;

  /// Whether a certificate is given this status by what happens to it alone, never by a request for
  /// the status.
  boolean pending() {
    return this == PENDING_TRANSFER || this == PENDING_ACTIVATION;
  }
}
