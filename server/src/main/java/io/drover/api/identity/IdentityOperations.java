package io.drover.api.identity;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.identity.Certificates;
import io.drover.identity.Policies;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyVersions;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// All operations of this package, over the features that they call.
public record IdentityOperations(
    Certificates certificates,
    Policies policies,
    PolicyVersions versions,
    PolicyAttachments attachments,
    Arns arns,
    InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return Stream.of(ofCertificates(), ofPolicies(), ofVersions(), ofAttachments())
        .<Operation<?, ?>>flatMap(List::stream)
        .toList();
  }

  private List<Operation<?, ?>> ofCertificates() {
    return List.of(
        new CreateKeysAndCertificate(certificates, clock),
        new CreateCertificateFromCsr(certificates, clock),
        new DescribeCertificate(certificates, arns),
        new ListCertificates(certificates),
        new UpdateCertificate(certificates, clock),
        new DeleteCertificate(certificates));
  }

  private List<Operation<?, ?>> ofPolicies() {
    return List.of(
        new CreatePolicy(policies, clock),
        new GetPolicy(policies),
        new ListPolicies(policies),
        new DeletePolicy(policies));
  }

  private List<Operation<?, ?>> ofVersions() {
    return List.of(
        new CreatePolicyVersion(policies, versions, clock),
        new GetPolicyVersion(policies, versions),
        new ListPolicyVersions(policies, versions),
        new SetDefaultPolicyVersion(policies, versions, clock),
        new DeletePolicyVersion(policies, versions));
  }

  private List<Operation<?, ?>> ofAttachments() {
    return List.of(
        new AttachPolicy(attachments),
        new DetachPolicy(attachments),
        new AttachPrincipalPolicy(attachments),
        new DetachPrincipalPolicy(attachments),
        new ListAttachedPolicies(policies, attachments),
        new ListTargetsForPolicy(policies, attachments),
        new ListPrincipalPolicies(policies, attachments),
        new ListPolicyPrincipals(policies, attachments));
  }
}
