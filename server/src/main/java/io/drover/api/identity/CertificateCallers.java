package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.identity.CertificateId;
import io.drover.identity.EffectivePolicies;
import io.drover.identity.PolicyPermissions;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;

/// Knows who makes a request by the certificate of its TLS handshake: nobody, unless it is
/// registered and `ACTIVE`.
public final class CertificateCallers implements Function<X509Certificate, Optional<Caller>> {
  private final EffectivePolicies policies;

  public CertificateCallers(EffectivePolicies policies) {
    this.policies = policies;
  }

  @Override
  public Optional<Caller> apply(X509Certificate certificate) {
    CertificateId id = CertificateId.of(certificate);
    return policies.isActive(id)
        ? Optional.of(new Caller(id.value(), PolicyPermissions.ofCertificate(policies, id)))
        : Optional.empty();
  }
}
