package io.drover.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a caller may do by its policies. They are read when this is made, and again by the first
/// question after something about them has changed: a few rows by their keys. Every other answer
/// comes from memory. When the store cannot be read the question fails: nobody is denied for it.
/// Whoever holds a certificate that is no longer `ACTIVE`, or acts under a policy that is gone, may
/// do nothing.
public final class PolicyPermissions implements Permissions {
  private final LongSupplier stamp;
  private final Supplier<ConnectionContext> context;
  private final Supplier<Optional<List<PolicyDocument>>> policies;
  private final EffectivePolicies groups;
  private volatile InForce inForce;

  private final Permissions asRead = (action, resource) -> inForce().allow(action, resource);

  private record InForce(long stamp, List<PolicyDocument> policies, PolicyVariables variables) {
    boolean allow(String action, String resource) {
      return PolicyEvaluator.decide(policies, action, resource, variables) == Decision.ALLOWED;
    }
  }

  private PolicyPermissions(
      LongSupplier stamp,
      Supplier<ConnectionContext> context,
      Supplier<Optional<List<PolicyDocument>>> policies,
      EffectivePolicies groups) {
    this.stamp = stamp;
    this.context = context;
    this.policies = policies;
    this.groups = groups;
    this.inForce = read(stamp.getAsLong());
  }

  /// Of a connection by certificate: the policies attached to it and to the groups of its thing.
  /// `context` is asked again after changes to the certificate or to the thing of the client's id.
  public static PolicyPermissions ofCertificate(
      EffectivePolicies effective,
      CertificateId id,
      String clientId,
      Supplier<ConnectionContext> context) {
    AccessStamps stamps = effective.stamps();
    return new PolicyPermissions(
        () -> stamps.of(id.value()) + stamps.of(clientId),
        context,
        () -> effective.ofCertificate(id),
        effective);
  }

  /// Of a request by certificate, outside any connection.
  public static PolicyPermissions ofCertificate(EffectivePolicies effective, CertificateId id) {
    return new PolicyPermissions(
        () -> effective.stamps().of(id.value()),
        () -> ConnectionContext.NONE,
        () -> effective.ofCertificate(id),
        effective);
  }

  /// Of a connection that acts under one policy.
  public static PolicyPermissions ofPolicy(
      EffectivePolicies effective,
      PolicyName name,
      String clientId,
      Supplier<ConnectionContext> context) {
    AccessStamps stamps = effective.stamps();
    return new PolicyPermissions(
        () -> stamps.of(name.subject()) + stamps.of(clientId),
        context,
        () -> effective.ofPolicy(name),
        effective);
  }

  @Override
  public boolean allows(String action, String resource) {
    return current().allow(action, resource);
  }

  @Override
  public Permissions asRead() {
    return asRead;
  }

  @Override
  public boolean areCurrent() {
    return inForce.stamp == stamp.getAsLong();
  }

  @Override
  public void refresh() {
    var _ = current();
  }

  private InForce inForce() {
    return inForce;
  }

  private InForce current() {
    long now = stamp.getAsLong();
    InForce current = inForce;
    if (current.stamp != now) {
      current = read(now);
      inForce = current;
    }
    return current;
  }

  private InForce read(long stamp) {
    ConnectionContext context = this.context.get();
    Optional<List<PolicyDocument>> own = policies.get();
    if (own.isEmpty() || context.groups().isEmpty()) {
      return new InForce(stamp, own.orElse(List.of()), context);
    }
    List<PolicyDocument> all = new ArrayList<>(own.get());
    all.addAll(groups.ofGroups(context.groups()));
    return new InForce(stamp, all, context);
  }
}
