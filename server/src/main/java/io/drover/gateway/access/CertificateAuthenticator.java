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
import org.jspecify.annotations.Nullable;

/// Lets in the holders of registered, `ACTIVE` certificates; the principal's id is the
/// certificate's. A connection speaks for the thing of its client id if the certificate is attached
/// to that thing, and then has the policies of the thing's groups as well.
public final class CertificateAuthenticator {
  private final EffectivePolicies policies;
  private final Arns arns;
  private final BiPredicate<String, String> attached;
  private final Function<String, List<String>> groups;
  private final Function<String, Optional<String>> exclusive;

  /// `attached`: whether there is a thing of this name to which the principal of this ARN is
  /// attached. `groups`: the names of the groups of a thing, and of all groups above them.
  /// `exclusive`: the thing to which the principal of this ARN is attached exclusively.
  public CertificateAuthenticator(
      EffectivePolicies policies,
      Arns arns,
      BiPredicate<String, String> attached,
      Function<String, List<String>> groups,
      Function<String, Optional<String>> exclusive) {
    this.policies = policies;
    this.arns = arns;
    this.attached = attached;
    this.groups = groups;
    this.exclusive = exclusive;
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
    @Nullable String thing = exclusive.apply(arn(id)).orElse(null);
    return Optional.of(new Client(clientId, id.value(), permissions, thing));
  }

  private ConnectionContext context(
      String clientId, CertificateId id, Map<String, String> variables) {
    boolean isThing = attached.test(clientId, arn(id));
    return isThing
        ? new ConnectionContext(clientId, clientId, groups.apply(clientId), variables)
        : new ConnectionContext(clientId, null, List.of(), variables);
  }

  private String arn(CertificateId id) {
    return arns.of(CertificateId.KIND, id.value());
  }
}
