package io.drover.identity;

import io.drover.arn.Arns;
import io.drover.rejection.Rejection.InvalidRequest;

/// What a policy is attached to.
record PolicyTarget(Kind kind, String id) {

  enum Kind {
    CERTIFICATE(CertificateId.KIND, 10),
    THING_GROUP("thinggroup", 2);

    private final String word;
    private final int mostPolicies;

    Kind(String word, int mostPolicies) {
      this.word = word;
      this.mostPolicies = mostPolicies;
    }

    /// The contract's word for it in ARNs.
    String word() {
      return word;
    }

    int mostPolicies() {
      return mostPolicies;
    }

    static Kind ofWord(String word) {
      return word.equals(CERTIFICATE.word) ? CERTIFICATE : THING_GROUP;
    }
  }

  static PolicyTarget of(CertificateId id) {
    return new PolicyTarget(Kind.CERTIFICATE, id.value());
  }

  static PolicyTarget ofGroup(String name) {
    return new PolicyTarget(Kind.THING_GROUP, name);
  }

  static PolicyTarget parse(Arns arns, String arn) {
    return arns.id(Kind.CERTIFICATE.word, arn)
        .map(id -> of(CertificateId.parse(id)))
        .or(() -> arns.id(Kind.THING_GROUP.word, arn).map(PolicyTarget::ofGroup))
        .orElseThrow(
            () ->
                new InvalidRequest(
                        "The target must be the ARN of a certificate or of a thing group, not "
                            + arn)
                    .toException());
  }

  /// Attached policies of principals alone, not of groups.
  static PolicyTarget parsePrincipal(Arns arns, String arn) {
    return arns.id(Kind.CERTIFICATE.word, arn)
        .map(id -> of(CertificateId.parse(id)))
        .orElseThrow(
            () ->
                new InvalidRequest("The principal must be the ARN of a certificate, not " + arn)
                    .toException());
  }

  String arn(Arns arns) {
    return arns.of(kind.word, id);
  }
}
