package io.drover.identity;

import io.drover.arn.Arns;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Which policies are attached to which certificates and thing groups.
public final class PolicyAttachments {
  private static final Listing ATTACHED = new Listing("attached policies", 25);
  private static final Listing TARGETS = new Listing("targets of a policy", 25);
  private static final Listing PRINCIPALS = new Listing("principals of a policy", 25);

  private final Database database;
  private final Arns arns;
  private final AccessStamps stamps;
  private final BiFunction<Reading, String, List<String>> lineage;

  /// `lineage`: the name of a thing group and those of its ancestors; empty when there is no such
  /// group. May refuse groups that policies cannot be attached to.
  public PolicyAttachments(
      Database database,
      Arns arns,
      AccessStamps stamps,
      BiFunction<Reading, String, List<String>> lineage) {
    this.database = database;
    this.arns = arns;
    this.stamps = stamps;
    this.lineage = lineage;
  }

  /// Attaches to the certificate or thing group of this ARN. Does nothing when it is attached
  /// already; refuses more policies than a target may have.
  public void attach(PolicyName policy, String targetArn) {
    attach(policy, PolicyTarget.parse(arns, targetArn));
  }

  /// As [#attach], for certificates alone.
  public void attachToPrincipal(PolicyName policy, String principalArn) {
    attach(policy, PolicyTarget.parsePrincipal(arns, principalArn));
  }

  private void attach(PolicyName policy, PolicyTarget target) {
    try (var _ = moving(target)) {
      database.change(tx -> attach(tx, policy, target));
    }
  }

  private void attach(Transaction tx, PolicyName policy, PolicyTarget target) {
    long policyId = PolicyStore.id(tx, policy).orElseThrow(Policies::none);
    requireExists(tx, target);
    if (PolicyAttachmentStore.exists(tx, target, policyId)) {
      return;
    }
    int most = target.kind().mostPolicies();
    if (PolicyAttachmentStore.count(tx, target) >= most) {
      throw new LimitExceeded(
              "The maximum number of policies (" + most + ") is attached to " + target.arn(arns))
          .toException();
    }
    PolicyAttachmentStore.insert(tx, target, policyId);
  }

  /// Does nothing when it is not attached.
  public void detach(PolicyName policy, String targetArn) {
    detach(policy, PolicyTarget.parse(arns, targetArn));
  }

  /// As [#detach], for certificates alone.
  public void detachFromPrincipal(PolicyName policy, String principalArn) {
    detach(policy, PolicyTarget.parsePrincipal(arns, principalArn));
  }

  private void detach(PolicyName policy, PolicyTarget target) {
    try (var _ = moving(target)) {
      database.change(
          tx -> {
            long policyId = PolicyStore.id(tx, policy).orElseThrow(Policies::none);
            PolicyAttachmentStore.delete(tx, target, policyId);
          });
    }
  }

  /// Detaches everything from a thing group that is being deleted.
  public void forgetGroup(Transaction tx, String group) {
    PolicyAttachmentStore.deleteAll(tx, PolicyTarget.ofGroup(group));
    tx.afterCommit(stamps::allMoved);
  }

  /// By name. `recursive`: with those of a thing group's ancestors.
  public Page<PolicyName> attachedTo(
      String targetArn, boolean recursive, @Nullable String marker, @Nullable Integer pageSize) {
    PolicyTarget target = PolicyTarget.parse(arns, targetArn);
    List<PolicyName> all =
        database.read(
            reading -> {
              requireExists(reading, target);
              return names(reading, recursive ? withAncestors(reading, target) : List.of(target));
            });
    return page(all, Comparator.comparing(PolicyName::value), marker, pageSize);
  }

  /// The policies of a certificate, by name, ascending or descending.
  public Page<PolicyName> ofPrincipal(
      String principalArn,
      CreationOrder order,
      @Nullable String marker,
      @Nullable Integer pageSize) {
    PolicyTarget target = PolicyTarget.parsePrincipal(arns, principalArn);
    List<PolicyName> all =
        database.read(
            reading -> {
              requireExists(reading, target);
              return names(reading, List.of(target));
            });
    Comparator<PolicyName> ascending = Comparator.comparing(PolicyName::value);
    boolean down = order == CreationOrder.NEWEST_FIRST;
    return page(all, down ? ascending.reversed() : ascending, marker, pageSize);
  }

  /// The ARNs of all targets.
  public Page<String> targets(
      PolicyName policy, @Nullable String marker, @Nullable Integer pageSize) {
    PageRequest request = TARGETS.request(marker, pageSize);
    List<PolicyTarget> rows =
        database.read(
            reading -> PolicyAttachmentStore.targets(reading, policyId(reading, policy), request));
    return TARGETS
        .page(rows, request, target -> List.of(target.kind().word(), target.id()))
        .map(target -> target.arn(arns));
  }

  /// The ARNs of the certificates among the targets, by id, ascending or descending.
  public Page<String> principals(
      PolicyName policy, CreationOrder order, @Nullable String marker, @Nullable Integer pageSize) {
    PageRequest request = PRINCIPALS.request(marker, pageSize);
    List<PolicyTarget> rows =
        database.read(
            reading ->
                PolicyAttachmentStore.certificates(
                    reading, policyId(reading, policy), order, request));
    return PRINCIPALS
        .page(rows, request, target -> List.of(target.id()))
        .map(target -> target.arn(arns));
  }

  private static long policyId(Reading reading, PolicyName policy) {
    return PolicyStore.id(reading, policy).orElseThrow(Policies::none);
  }

  private AccessStamps.Moving moving(PolicyTarget target) {
    return switch (target.kind()) {
      case CERTIFICATE -> stamps.moving(target.id());
      case THING_GROUP -> stamps.movingAll();
    };
  }

  private void requireExists(Reading reading, PolicyTarget target) {
    boolean exists =
        switch (target.kind()) {
          case CERTIFICATE ->
              CertificateStore.status(reading, new CertificateId(target.id())).isPresent();
          case THING_GROUP -> !lineage.apply(reading, target.id()).isEmpty();
        };
    if (!exists) {
      throw new ResourceNotFound("There is no " + target.arn(arns)).toException();
    }
  }

  private List<PolicyTarget> withAncestors(Reading reading, PolicyTarget target) {
    return switch (target.kind()) {
      case CERTIFICATE -> List.of(target);
      case THING_GROUP ->
          lineage.apply(reading, target.id()).stream().map(PolicyTarget::ofGroup).toList();
    };
  }

  private static List<PolicyName> names(Reading reading, List<PolicyTarget> targets) {
    TreeSet<String> names = new TreeSet<>();
    targets.forEach(target -> names.addAll(PolicyAttachmentStore.policies(reading, target)));
    return names.stream().map(PolicyName::new).toList();
  }

  /// Few by the limits of targets: read whole, and then cut.
  private static Page<PolicyName> page(
      List<PolicyName> all,
      Comparator<PolicyName> order,
      @Nullable String marker,
      @Nullable Integer pageSize) {
    PageRequest request = ATTACHED.request(marker, pageSize);
    List<PolicyName> rows =
        all.stream()
            .sorted(order)
            .filter(
                name ->
                    request.key().isEmpty()
                        || order.compare(name, new PolicyName(request.after(0, ""))) > 0)
            .limit(request.rows())
            .toList();
    return ATTACHED.page(rows, request, name -> List.of(name.value()));
  }
}
