package io.drover.gateway.access;

import io.drover.arn.Arns;
import io.drover.gateway.broker.Client;
import io.drover.identity.CertificateId;
import io.drover.identity.CertificateVariables;
import io.drover.identity.ConnectionContext;
import io.drover.identity.EffectivePolicies;
import io.drover.identity.PolicyPermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Lets in the holders of registered, `ACTIVE` certificates; the principal's id is the
/// certificate's. A connection speaks for the thing of its client id if the certificate is attached
/// to that thing, and then has the policies of the thing's groups as well.
public final class CertificateAuthenticator {
  private final EffectivePolicies policies;
  private final Arns arns;
  private final BiPredicate<String, String> attached;
  private final Function<String, List<String>> groups;

  /// `attached`: whether there is a thing of this name to which the principal of this ARN is
  /// attached. `groups`: the names of the groups of a thing, and of all groups above them.
  public CertificateAuthenticator(
      EffectivePolicies policies,
      Arns arns,
      BiPredicate<String, String> attached,
      Function<String, List<String>> groups) {
    this.policies = policies;
    this.arns = arns;
    this.attached = attached;
    this.groups = groups;
  }

  Optional<Client> authenticate(String clientId, X509Certificate certificate) {
    CertificateId id = CertificateId.of(certificate);
    if (!policies.isActive(id)) {
      return Optional.empty();
    }
    Map<String, String> variables = CertificateVariables.of(certificate);
    PolicyPermissions permissions =
        PolicyPermissions.ofCertificate(
            policies, id, clientId, () -> context(clientId, id, variables));
    return Optional.of(new Client(clientId, id.value(), permissions));
  }

  private ConnectionContext context(
      String clientId, CertificateId id, Map<String, String> variables) {
    boolean isThing = attached.test(clientId, arns.of(CertificateId.KIND, id.value()));
    return isThing
        ? new ConnectionContext(clientId, clientId, groups.apply(clientId), variables)
        : new ConnectionContext(clientId, null, List.of(), variables);
  }
}
