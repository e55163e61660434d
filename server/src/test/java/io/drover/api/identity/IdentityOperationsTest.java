package io.drover.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.identity.AccessStamps;
import io.drover.identity.Certificate;
import io.drover.identity.CertificateStatus;
import io.drover.identity.Certificates;
import io.drover.identity.EffectivePolicies;
import io.drover.identity.IdentityConfig;
import io.drover.identity.Permissions;
import io.drover.identity.Policies;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyName;
import io.drover.identity.PolicyVersions;
import io.drover.identity.Requests;
import io.drover.identity.ServerAuthority;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.rejection.Rejection.Forbidden;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Database;
import io.drover.store.StoreConfig;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityOperationsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Arns ARNS = new Arns("eu-central-1", "123456789012");
  private static final Caller OPERATOR = new Caller("operator", Permissions.ALL);
  private static final String DOCUMENT =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private static final String OWN_TOPICS =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:Publish",
       "Resource":["%s","%s"]}}
      """
          .formatted(ARNS.of("topic", "a"), ARNS.of("topic", "${iot:Connection.Thing.ThingName}"));

  @TempDir Path folder;

  private final Tags tags = new Tags();
  private final AccessStamps stamps = new AccessStamps();
  private Database database;
  private Certificates certificates;
  private Policies policies;
  private PolicyVersions versions;
  private PolicyAttachments attachments;

  @BeforeEach
  void start() {
    database = Database.open(new StoreConfig(folder.resolve("drover.db"), Optional.empty()));
    ServerAuthority authority =
        ServerAuthority.open(new IdentityConfig(folder.resolve("identity"), "localhost"), CLOCK);
    certificates =
        new Certificates(database, new Changes(), ARNS, stamps, authority, (_, _) -> false);
    policies = new Policies(database, ARNS, stamps, tags);
    versions = new PolicyVersions(database, stamps);
    attachments = new PolicyAttachments(database, ARNS, stamps, (_, group) -> List.of(group));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private static void assertRejected(
      Class<? extends Rejection> as, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RejectedException.class, e -> assertThat(e.rejection()).isInstanceOf(as));
  }

  @Test
  void certificateGoesThroughItsLife() {
    CreateKeysAndCertificate.Response created =
        new CreateKeysAndCertificate(certificates, CLOCK)
            .answer(new CreateKeysAndCertificate.Request(null), OPERATOR);
    String id = created.certificateId();
    assertThat(created.certificateArn()).isEqualTo(ARNS.of("cert", id));
    assertThat(created.keyPair().PrivateKey()).contains("RSA PRIVATE KEY");
    assertThat(created.toString()).doesNotContain("PRIVATE KEY");
    new UpdateCertificate(certificates, CLOCK)
        .answer(
            new UpdateCertificate.Request(id.toUpperCase(java.util.Locale.ROOT), "ACTIVE"),
            OPERATOR);
    CertificateDescription description =
        new DescribeCertificate(certificates, ARNS)
            .answer(new DescribeCertificate.Request(id), OPERATOR)
            .certificateDescription();
    assertThat(description.status()).isEqualTo("ACTIVE");
    assertThat(description.ownedBy()).isEqualTo("123456789012");
    assertThat(description.certificatePem()).isEqualTo(created.certificatePem());
    assertThat(description.validity().notAfter()).isEqualTo("2049-12-31T23:59:59Z");
    ListCertificates.Response listed =
        new ListCertificates(certificates)
            .answer(new ListCertificates.Request(null, null, true), OPERATOR);
    assertThat(listed.certificates())
        .extracting(ListCertificates.Item::certificateId)
        .containsExactly(id);
    assertThat(listed.nextMarker()).isNull();
    new UpdateCertificate(certificates, CLOCK)
        .answer(new UpdateCertificate.Request(id, "INACTIVE"), OPERATOR);
    new DeleteCertificate(certificates).answer(new DeleteCertificate.Request(id, null), OPERATOR);
  }

  @Test
  void policyIsCreatedTaggedAttachedAndListed() {
    String certificate =
        new CreateKeysAndCertificate(certificates, CLOCK)
            .answer(new CreateKeysAndCertificate.Request(true), OPERATOR)
            .certificateArn();
    CreatePolicy.Response created =
        new CreatePolicy(policies, CLOCK)
            .answer(
                new CreatePolicy.Request("p", DOCUMENT, List.of(new WireTag("k", null))), OPERATOR);
    assertThat(created.policyVersionId()).isEqualTo("1");
    assertThat(
            database
                .read(reading -> tags.list(reading, new TaggedResource("policy", "p"), null))
                .items())
        .containsExactly(new Tag("k", ""));
    new AttachPolicy(attachments).answer(new AttachPolicy.Request("p", certificate), OPERATOR);
    PolicyItem item = new PolicyItem("p", ARNS.of("policy", "p"));
    assertThat(
            new ListAttachedPolicies(policies, attachments)
                .answer(new ListAttachedPolicies.Request(certificate, null, null, null), OPERATOR)
                .policies())
        .containsExactly(item);
    assertThat(
            new ListPrincipalPolicies(policies, attachments)
                .answer(new ListPrincipalPolicies.Request(certificate, null, null, null), OPERATOR)
                .policies())
        .containsExactly(item);
    assertThat(
            new ListTargetsForPolicy(policies, attachments)
                .answer(new ListTargetsForPolicy.Request("p", null, null), OPERATOR)
                .targets())
        .containsExactly(certificate);
    assertThat(
            new ListPolicyPrincipals(policies, attachments)
                .answer(new ListPolicyPrincipals.Request("p", null, null, null), OPERATOR)
                .principals())
        .containsExactly(certificate);
  }

  @Test
  void versionsAreAddressedByTheirNumbers() {
    new CreatePolicy(policies, CLOCK)
        .answer(new CreatePolicy.Request("p", DOCUMENT, null), OPERATOR);
    CreatePolicyVersion.Response second =
        new CreatePolicyVersion(policies, versions, CLOCK)
            .answer(new CreatePolicyVersion.Request("p", DOCUMENT + " ", null), OPERATOR);
    assertThat(second.policyVersionId()).isEqualTo("2");
    assertThat(second.isDefaultVersion()).isFalse();
    new SetDefaultPolicyVersion(policies, versions, CLOCK)
        .answer(new SetDefaultPolicyVersion.Request("p", "2"), OPERATOR);
    assertThat(
            new GetPolicy(policies).answer(new GetPolicy.Request("p"), OPERATOR).policyDocument())
        .isEqualTo(DOCUMENT + " ");
    assertRejected(
        InvalidRequest.class,
        () ->
            new GetPolicyVersion(policies, versions)
                .answer(new GetPolicyVersion.Request("p", "9".repeat(30)), OPERATOR));
  }

  @Test
  void tagGivenTwiceIsRefused() {
    WireTag tag = new WireTag("k", "v");
    assertRejected(
        InvalidRequest.class,
        () ->
            new CreatePolicy(policies, CLOCK)
                .answer(new CreatePolicy.Request("p", DOCUMENT, List.of(tag, tag)), OPERATOR));
  }

  @Test
  void requestsAreMadeByActiveCertificatesUnderTheirPolicies() throws CertificateException {
    Certificate certificate = certificates.createFromCsr(Requests.elliptic(), true, NOW);
    CertificateCallers callers = new CertificateCallers(new EffectivePolicies(database, stamps));
    X509Certificate shown =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(
                        certificate.pem().getBytes(StandardCharsets.US_ASCII)));
    Caller caller = callers.apply(shown).orElseThrow();
    assertThat(caller.principalId()).isEqualTo(certificate.id().value());
    assertThat(caller.permissions().allows("iot:Publish", ARNS.of("topic", "a"))).isFalse();
    policies.create(new PolicyName("p"), OWN_TOPICS, List.of(), NOW);
    attachments.attach(new PolicyName("p"), certificates.arn(certificate.id()));
    assertThat(caller.permissions().allows("iot:Publish", ARNS.of("topic", "a"))).isTrue();
    assertThat(caller.permissions().allows("iot:Publish", ARNS.of("topic", "thing")))
        .as("outside connections there are no things")
        .isFalse();
    certificates.update(certificate.id(), CertificateStatus.INACTIVE, NOW);
    assertThat(callers.apply(shown)).isEmpty();
    assertThat(caller.permissions().allows("iot:Publish", ARNS.of("topic", "a"))).isFalse();
  }

  /// An operation with a request that would succeed or fail for another reason.
  private record Case<Q extends Record>(Operation<Q, ?> operation, Q request) {
    void answer(Caller caller) {
      operation.answer(request, caller);
    }
  }

  @Test
  void everyOperationAsksForItsOwnPermission() {
    String id = "ab".repeat(32);
    String arn = ARNS.of("cert", id);
    List<Case<?>> cases =
        List.of(
            new Case<>(
                new CreateKeysAndCertificate(certificates, CLOCK),
                new CreateKeysAndCertificate.Request(null)),
            new Case<>(
                new CreateCertificateFromCsr(certificates, CLOCK),
                new CreateCertificateFromCsr.Request("", null)),
            new Case<>(
                new DescribeCertificate(certificates, ARNS), new DescribeCertificate.Request(id)),
            new Case<>(
                new ListCertificates(certificates), new ListCertificates.Request(null, null, null)),
            new Case<>(
                new UpdateCertificate(certificates, CLOCK),
                new UpdateCertificate.Request(id, "ACTIVE")),
            new Case<>(
                new DeleteCertificate(certificates), new DeleteCertificate.Request(id, true)),
            new Case<>(
                new CreatePolicy(policies, CLOCK), new CreatePolicy.Request("p", DOCUMENT, null)),
            new Case<>(new GetPolicy(policies), new GetPolicy.Request("p")),
            new Case<>(new ListPolicies(policies), new ListPolicies.Request(null, null, null)),
            new Case<>(new DeletePolicy(policies), new DeletePolicy.Request("p")),
            new Case<>(
                new CreatePolicyVersion(policies, versions, CLOCK),
                new CreatePolicyVersion.Request("p", DOCUMENT, null)),
            new Case<>(
                new GetPolicyVersion(policies, versions), new GetPolicyVersion.Request("p", "1")),
            new Case<>(
                new ListPolicyVersions(policies, versions), new ListPolicyVersions.Request("p")),
            new Case<>(
                new SetDefaultPolicyVersion(policies, versions, CLOCK),
                new SetDefaultPolicyVersion.Request("p", "1")),
            new Case<>(
                new DeletePolicyVersion(policies, versions),
                new DeletePolicyVersion.Request("p", "1")),
            new Case<>(new AttachPolicy(attachments), new AttachPolicy.Request("p", arn)),
            new Case<>(new DetachPolicy(attachments), new DetachPolicy.Request("p", arn)),
            new Case<>(
                new AttachPrincipalPolicy(attachments),
                new AttachPrincipalPolicy.Request("p", arn)),
            new Case<>(
                new DetachPrincipalPolicy(attachments),
                new DetachPrincipalPolicy.Request("p", arn)),
            new Case<>(
                new ListAttachedPolicies(policies, attachments),
                new ListAttachedPolicies.Request(arn, null, null, null)),
            new Case<>(
                new ListTargetsForPolicy(policies, attachments),
                new ListTargetsForPolicy.Request("p", null, null)),
            new Case<>(
                new ListPrincipalPolicies(policies, attachments),
                new ListPrincipalPolicies.Request(arn, null, null, null)),
            new Case<>(
                new ListPolicyPrincipals(policies, attachments),
                new ListPolicyPrincipals.Request("p", null, null, null)));
    List<String> asked = new ArrayList<>();
    Caller nobody =
        new Caller(
            "nobody",
            (action, _) -> {
              asked.add(action);
              return false;
            });
    cases.forEach(each -> assertRejected(Forbidden.class, () -> each.answer(nobody)));
    assertThat(asked)
        .isEqualTo(
            cases.stream()
                .map(each -> "iot:" + each.operation.getClass().getSimpleName())
                .toList());
  }
}
