package io.drover.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.paging.Page;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.rejection.Rejection.CertificateState;
import io.drover.rejection.Rejection.DeleteConflict;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.MalformedPolicy;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionsLimitExceeded;
import io.drover.store.Database;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What certificates, policies and permissions keep to on every database.
abstract class IdentityStoreContract {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Arns ARNS = new Arns("eu-central-1", "123456789012");
  private static final String ALLOW_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
  private static final String DENY_ALL = ALLOW_ALL.replace("Allow", "Deny");
  private static final String GROUP = ARNS.of("thinggroup", "child");

  @TempDir Path folder;

  private final String request = Requests.elliptic();

  private final Set<String> withThings = ConcurrentHashMap.newKeySet();
  private final Tags tags = new Tags();
  private final BlockingQueue<CertificateDeactivated> deactivated = new LinkedBlockingQueue<>();
  private Database database;
  private AccessStamps stamps;
  private Certificates certificates;
  private Policies policies;
  private PolicyVersions versions;
  private PolicyAttachments attachments;
  private EffectivePolicies effective;

  abstract Database database();

  @BeforeEach
  void start() {
    database = database();
    Changes changes = new Changes();
    changes.follow(CertificateDeactivated.class, deactivated::add);
    stamps = new AccessStamps();
    ServerAuthority authority =
        ServerAuthority.open(
            new IdentityConfig(folder.resolve("identity"), "localhost"), InstantSource.fixed(NOW));
    certificates =
        new Certificates(
            database, changes, ARNS, stamps, authority, (_, arn) -> withThings.contains(arn));
    policies = new Policies(database, ARNS, stamps, tags);
    versions = new PolicyVersions(database, stamps);
    attachments = new PolicyAttachments(database, ARNS, stamps, (_, name) -> lineage(name));
    effective = new EffectivePolicies(database, stamps);
  }

  private static List<String> lineage(String group) {
    return switch (group) {
      case "child" -> List.of("child", "parent", "root");
      case "parent" -> List.of("parent", "root");
      case "root" -> List.of("root");
      default -> List.of();
    };
  }

  private Certificate certificate(boolean active) {
    return certificates.createFromCsr(request, active, NOW);
  }

  private String arn(Certificate certificate) {
    return certificates.arn(certificate.id());
  }

  private List<Tag> tagsOfP() {
    return database
        .read(reading -> tags.list(reading, new TaggedResource("policy", "p"), null))
        .items();
  }

  private static PolicyName name(String name) {
    return new PolicyName(name);
  }

  private void policy(String name, String document) {
    policies.create(name(name), document, List.of(), NOW);
  }

  private static void assertRejected(Class<? extends Rejection> as, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RejectedException.class, e -> assertThat(e.rejection()).isInstanceOf(as));
  }

  private static <T> List<T> all(Function<@Nullable String, Page<T>> list) {
    List<T> items = new ArrayList<>();
    Page<T> page = list.apply(null);
    items.addAll(page.items());
    while (page.nextToken() != null) {
      page = list.apply(page.nextToken());
      items.addAll(page.items());
    }
    return items;
  }

  // certificates

  @Test
  void newCertificateIsInactiveUnlessAskedOtherwise() {
    IssuedKeys issued = certificates.createKeys(false, NOW);
    Certificate certificate = certificates.describe(issued.certificate().id());
    assertThat(certificate).isEqualTo(issued.certificate());
    assertThat(certificate.status()).isEqualTo(CertificateStatus.INACTIVE);
    assertThat(certificate.notAfter()).isEqualTo("2049-12-31T23:59:59Z");
    assertThat(effective.isActive(certificate.id())).isFalse();
    assertThat(effective.isActive(certificate(true).id())).isTrue();
  }

  @Test
  void anotherServerGoesByWhatThisOneHasChangedOnceBothHaveExchangedNews() {
    AccessStamps elsewhere = new AccessStamps();
    EffectivePolicies other = new EffectivePolicies(database, elsewhere);
    AccessNews news = new AccessNews(database, stamps, "this");
    AccessNews otherNews = new AccessNews(database, elsewhere, "other");
    Runnable exchange =
        () -> {
          news.exchange();
          otherNews.exchange();
        };
    exchange.run();

    policy("p", ALLOW_ALL);
    Certificate certificate = certificate(true);
    attachments.attach(name("p"), arn(certificate));
    PolicyPermissions there = PolicyPermissions.ofCertificate(other, certificate.id());
    assertThat(there.allows("iot:Publish", "x")).isTrue();
    versions.create(name("p"), DENY_ALL, true, NOW);
    exchange.run();
    assertThat(there.areCurrent()).isFalse();
    assertThat(there.allows("iot:Publish", "x")).isFalse();

    assertThat(other.isActive(certificate.id())).isTrue();
    certificates.update(certificate.id(), CertificateStatus.INACTIVE, NOW);
    exchange.run();
    assertThat(other.isActive(certificate.id())).isFalse();
  }

  @Test
  void idIsDigestOfCertificate() throws Exception {
    Certificate certificate = certificate(false);
    byte[] der = Pem.find("CERTIFICATE", certificate.pem()).orElseThrow();
    assertThat(CertificateId.of(KeyAndCertificate.certificate(der))).isEqualTo(certificate.id());
  }

  @Test
  void certificatesAreListedInOrderOfCreation() {
    List<CertificateId> created = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      created.add(certificate(false).id());
    }
    assertThat(all(marker -> certificates.list(CreationOrder.OLDEST_FIRST, marker, 2)))
        .extracting(Certificate::id)
        .isEqualTo(created);
    assertThat(all(marker -> certificates.list(CreationOrder.NEWEST_FIRST, marker, 2)))
        .extracting(Certificate::id)
        .isEqualTo(created.reversed());
  }

  @Test
  void deactivationIsAnnouncedOnceAndSeenAtOnce() throws InterruptedException {
    Certificate certificate = certificate(true);
    certificates.update(certificate.id(), CertificateStatus.ACTIVE, NOW);
    certificates.update(certificate.id(), CertificateStatus.INACTIVE, NOW.plusSeconds(5));
    assertThat(effective.isActive(certificate.id())).isFalse();
    certificates.update(certificate.id(), CertificateStatus.REVOKED, NOW);
    certificates.update(certificate.id(), CertificateStatus.ACTIVE, NOW);
    assertThat(effective.isActive(certificate.id())).isTrue();
    certificates.update(certificate.id(), CertificateStatus.REVOKED, NOW);
    CertificateDeactivated expected = new CertificateDeactivated(certificate.id());
    assertThat(deactivated.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
    assertThat(deactivated.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
    assertThat(deactivated).isEmpty();
    Certificate after = certificates.describe(certificate.id());
    assertThat(after.generation()).isNotEqualTo(certificate.generation());
  }

  @Test
  void pendingStatusCannotBeAskedFor() {
    CertificateId id = certificate(false).id();
    assertRejected(
        CertificateState.class,
        () -> certificates.update(id, CertificateStatus.PENDING_TRANSFER, NOW));
    assertRejected(
        CertificateState.class,
        () -> certificates.update(id, CertificateStatus.PENDING_ACTIVATION, NOW));
  }

  @Test
  void activeCertificateCannotBeDeleted() {
    CertificateId id = certificate(true).id();
    assertRejected(CertificateState.class, () -> certificates.delete(id, true));
  }

  @Test
  void certificateWithThingsCannotBeDeletedEvenByForce() {
    Certificate certificate = certificate(false);
    withThings.add(arn(certificate));
    assertRejected(DeleteConflict.class, () -> certificates.delete(certificate.id(), true));
  }

  @Test
  void certificateWithPoliciesIsDeletedByForceAlone() {
    Certificate certificate = certificate(false);
    policy("p", ALLOW_ALL);
    attachments.attach(name("p"), arn(certificate));
    assertRejected(DeleteConflict.class, () -> certificates.delete(certificate.id(), false));
    certificates.delete(certificate.id(), true);
    assertRejected(ResourceNotFound.class, () -> certificates.describe(certificate.id()));
    assertRejected(ResourceNotFound.class, () -> certificates.delete(certificate.id(), true));
    assertThat(attachments.targets(name("p"), null, null).items()).isEmpty();
    policies.delete(name("p"));
  }

  @Test
  void unknownCertificateIsNotFound() {
    CertificateId unknown = new CertificateId("ab".repeat(32));
    assertRejected(ResourceNotFound.class, () -> certificates.describe(unknown));
    assertRejected(
        ResourceNotFound.class, () -> certificates.update(unknown, CertificateStatus.ACTIVE, NOW));
    assertThat(database.<Boolean>read(r -> certificates.exists(r, unknown.value()))).isFalse();
    assertThat(effective.isActive(unknown)).isFalse();
  }

  // policies

  @Test
  void firstVersionIsInForce() {
    policies.create(name("p"), ALLOW_ALL + "\n ", List.of(new Tag("k", "v")), NOW);
    Policy policy = policies.get(name("p"));
    assertThat(policy.document()).isEqualTo(ALLOW_ALL + "\n ");
    assertThat(policy.defaultVersion()).isEqualTo(1);
    assertThat(policy.createdAt()).isEqualTo(NOW);
    assertThat(tagsOfP()).containsExactly(new Tag("k", "v"));
  }

  @Test
  void nameIsTakenEvenByTheSameDocument() {
    policy("p", ALLOW_ALL);
    assertRejected(ResourceAlreadyExists.class, () -> policy("p", ALLOW_ALL));
  }

  @Test
  void refusedTagsLeaveNoPolicy() {
    assertRejected(
        InvalidRequest.class,
        () ->
            policies.create(
                name("p"), ALLOW_ALL, List.of(new Tag("k", "v"), new Tag("k", "w")), NOW));
    assertRejected(ResourceNotFound.class, () -> policies.get(name("p")));
  }

  @Test
  void malformedDocumentIsRefused() {
    assertRejected(MalformedPolicy.class, () -> policy("p", "{}"));
    policy("p", ALLOW_ALL);
    assertRejected(MalformedPolicy.class, () -> versions.create(name("p"), "nonsense", true, NOW));
  }

  @Test
  void sixthVersionIsRefusedAndNumbersAreNeverUsedAgain() {
    policy("p", ALLOW_ALL);
    for (int i = 2; i <= 5; i++) {
      assertThat(versions.create(name("p"), DENY_ALL, false, NOW).number()).isEqualTo(i);
    }
    assertRejected(
        VersionsLimitExceeded.class, () -> versions.create(name("p"), DENY_ALL, false, NOW));
    versions.delete(name("p"), 5);
    assertThat(versions.create(name("p"), DENY_ALL, true, NOW).number()).isEqualTo(6);
    assertThat(versions.list(name("p")))
        .extracting(PolicyVersion::number)
        .containsExactly(6L, 4L, 3L, 2L, 1L);
    assertThat(versions.list(name("p")))
        .extracting(PolicyVersion::isDefault)
        .containsExactly(true, false, false, false, false);
    assertThat(policies.get(name("p")).document()).isEqualTo(DENY_ALL);
  }

  @Test
  void defaultVersionCannotBeDeleted() {
    policy("p", ALLOW_ALL);
    versions.create(name("p"), DENY_ALL, true, NOW);
    assertRejected(InvalidRequest.class, () -> versions.delete(name("p"), 2));
    versions.delete(name("p"), 1);
    assertRejected(ResourceNotFound.class, () -> versions.get(name("p"), 1));
    assertThat(versions.get(name("p"), 2).document()).isEqualTo(DENY_ALL);
  }

  @Test
  void unknownPolicyOrVersionIsNotFound() {
    assertRejected(ResourceNotFound.class, () -> versions.list(name("p")));
    assertRejected(ResourceNotFound.class, () -> versions.create(name("p"), ALLOW_ALL, true, NOW));
    assertRejected(ResourceNotFound.class, () -> policies.delete(name("p")));
    policy("p", ALLOW_ALL);
    assertRejected(ResourceNotFound.class, () -> versions.setDefault(name("p"), 2, NOW));
    assertRejected(ResourceNotFound.class, () -> versions.delete(name("p"), 2));
    assertRejected(ResourceNotFound.class, () -> versions.get(name("p"), 2));
  }

  @Test
  void policyIsDeletedOnceItIsDetachedAndHasOneVersion() {
    policies.create(name("p"), ALLOW_ALL, List.of(new Tag("k", "v")), NOW);
    versions.create(name("p"), DENY_ALL, false, NOW);
    attachments.attach(name("p"), GROUP);
    assertRejected(DeleteConflict.class, () -> policies.delete(name("p")));
    attachments.detach(name("p"), GROUP);
    assertRejected(DeleteConflict.class, () -> policies.delete(name("p")));
    versions.delete(name("p"), 2);
    policies.delete(name("p"));
    assertRejected(ResourceNotFound.class, () -> policies.get(name("p")));
    assertThat(tagsOfP()).isEmpty();
    policy("p", DENY_ALL);
    assertThat(versions.list(name("p"))).hasSize(1);
  }

  @Test
  void policiesAreListedInOrderOfCreation() {
    List<PolicyName> created = List.of(name("c"), name("a"), name("d"), name("b"), name("e"));
    created.forEach(name -> policies.create(name, ALLOW_ALL, List.of(), NOW));
    assertThat(all(marker -> policies.list(CreationOrder.OLDEST_FIRST, marker, 2)))
        .isEqualTo(created);
    assertThat(all(marker -> policies.list(CreationOrder.NEWEST_FIRST, marker, 2)))
        .isEqualTo(created.reversed());
  }

  // attachments

  @Test
  void attachingTwiceLeavesOneAttachment() {
    String target = arn(certificate(true));
    policy("p", ALLOW_ALL);
    attachments.attach(name("p"), target);
    attachments.attachToPrincipal(name("p"), target);
    assertThat(attachments.attachedTo(target, false, null, null).items())
        .containsExactly(name("p"));
    attachments.detachFromPrincipal(name("p"), target);
    attachments.detach(name("p"), target);
    assertThat(attachments.attachedTo(target, false, null, null).items()).isEmpty();
  }

  @Test
  void targetsHaveTheirLimits() {
    String certificate = arn(certificate(true));
    for (int i = 0; i < 11; i++) {
      policy("p" + i, ALLOW_ALL);
    }
    for (int i = 0; i < 10; i++) {
      attachments.attach(name("p" + i), certificate);
    }
    assertRejected(LimitExceeded.class, () -> attachments.attach(name("p10"), certificate));
    attachments.attach(name("p3"), certificate);
    attachments.attach(name("p0"), GROUP);
    attachments.attach(name("p1"), GROUP);
    assertRejected(LimitExceeded.class, () -> attachments.attach(name("p2"), GROUP));
  }

  @Test
  void onlyWhatExistsCanBeAttached() {
    policy("p", ALLOW_ALL);
    String certificate = arn(certificate(true));
    String unknown = ARNS.of("cert", "ab".repeat(32));
    assertRejected(ResourceNotFound.class, () -> attachments.attach(name("p"), unknown));
    assertRejected(
        ResourceNotFound.class, () -> attachments.attach(name("p"), ARNS.of("thinggroup", "none")));
    assertRejected(ResourceNotFound.class, () -> attachments.attach(name("q"), certificate));
    assertRejected(ResourceNotFound.class, () -> attachments.detach(name("q"), certificate));
    assertRejected(
        ResourceNotFound.class, () -> attachments.attachedTo(unknown, false, null, null));
    for (String target : List.of("", "x", ARNS.of("thing", "t"), ARNS.of("cert", "short"))) {
      assertRejected(InvalidRequest.class, () -> attachments.attach(name("p"), target));
    }
    assertRejected(InvalidRequest.class, () -> attachments.attachToPrincipal(name("p"), GROUP));
  }

  @Test
  void groupsShowTheirAncestorsPoliciesWhenAsked() {
    for (String name : List.of("own", "inherited", "top")) {
      policy(name, ALLOW_ALL);
    }
    attachments.attach(name("own"), GROUP);
    attachments.attach(name("inherited"), ARNS.of("thinggroup", "parent"));
    attachments.attach(name("top"), ARNS.of("thinggroup", "root"));
    attachments.attach(name("own"), ARNS.of("thinggroup", "root"));
    assertThat(attachments.attachedTo(GROUP, false, null, null).items())
        .containsExactly(name("own"));
    assertThat(all(marker -> attachments.attachedTo(GROUP, true, marker, 1)))
        .containsExactly(name("inherited"), name("own"), name("top"));
    database.change(tx -> attachments.forgetGroup(tx, "child"));
    assertThat(attachments.attachedTo(GROUP, false, null, null).items()).isEmpty();
  }

  @Test
  void targetsAndPrincipalsOfPolicyAreListed() {
    policy("p", ALLOW_ALL);
    TreeSet<String> principals = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      principals.add(arn(certificate(true)));
    }
    principals.forEach(principal -> attachments.attach(name("p"), principal));
    attachments.attach(name("p"), GROUP);
    List<String> everything = new ArrayList<>(principals);
    everything.add(GROUP);
    assertThat(all(marker -> attachments.targets(name("p"), marker, 2))).isEqualTo(everything);
    assertThat(
            all(marker -> attachments.principals(name("p"), CreationOrder.OLDEST_FIRST, marker, 2)))
        .containsExactlyElementsOf(principals);
    assertThat(
            all(marker -> attachments.principals(name("p"), CreationOrder.NEWEST_FIRST, marker, 2)))
        .containsExactlyElementsOf(principals.descendingSet());
    assertRejected(ResourceNotFound.class, () -> attachments.targets(name("q"), null, null));
  }

  @Test
  void policiesOfPrincipalAreListedEitherWay() {
    String principal = arn(certificate(true));
    for (String name : List.of("b", "c", "a")) {
      policy(name, ALLOW_ALL);
      attachments.attach(name(name), principal);
    }
    assertThat(
            all(
                marker ->
                    attachments.ofPrincipal(principal, CreationOrder.OLDEST_FIRST, marker, 2)))
        .containsExactly(name("a"), name("b"), name("c"));
    assertThat(
            all(
                marker ->
                    attachments.ofPrincipal(principal, CreationOrder.NEWEST_FIRST, marker, 2)))
        .containsExactly(name("c"), name("b"), name("a"));
  }

  // permissions

  private PolicyPermissions permissions(Certificate certificate, List<String> groups) {
    return PolicyPermissions.ofCertificate(
        effective,
        certificate.id(),
        "client",
        () -> new ConnectionContext("client", null, groups, Map.of()));
  }

  private static boolean mayPublish(Permissions permissions) {
    return permissions.allows("iot:Publish", ARNS.of("topic", "a"));
  }

  @Test
  void everyChangeShowsInTheNextAnswer() {
    Certificate certificate = certificate(true);
    String arn = arn(certificate);
    policy("p", ALLOW_ALL);
    PolicyPermissions permissions = permissions(certificate, List.of());
    assertThat(mayPublish(permissions)).isFalse();
    attachments.attach(name("p"), arn);
    assertThat(mayPublish(permissions)).isTrue();
    versions.create(name("p"), DENY_ALL, false, NOW);
    assertThat(mayPublish(permissions)).isTrue();
    versions.setDefault(name("p"), 2, NOW);
    assertThat(mayPublish(permissions)).isFalse();
    versions.create(name("p"), ALLOW_ALL, true, NOW);
    assertThat(mayPublish(permissions)).isTrue();
    certificates.update(certificate.id(), CertificateStatus.INACTIVE, NOW);
    assertThat(mayPublish(permissions)).isFalse();
    certificates.update(certificate.id(), CertificateStatus.ACTIVE, NOW);
    assertThat(mayPublish(permissions)).isTrue();
    attachments.detach(name("p"), arn);
    assertThat(mayPublish(permissions)).isFalse();
  }

  @Test
  void policiesOfGroupsCountEvenWithoutAnyOnTheCertificate() {
    Certificate certificate = certificate(true);
    policy("p", ALLOW_ALL);
    PolicyPermissions permissions = permissions(certificate, lineage("child"));
    assertThat(mayPublish(permissions)).isFalse();
    attachments.attach(name("p"), ARNS.of("thinggroup", "root"));
    assertThat(mayPublish(permissions)).isTrue();
    certificates.update(certificate.id(), CertificateStatus.INACTIVE, NOW);
    assertThat(mayPublish(permissions)).isFalse();
  }

  @Test
  void contextIsAskedAgainAfterItsThingHasChanged() {
    Certificate certificate = certificate(true);
    policy("p", ALLOW_ALL);
    attachments.attach(name("p"), GROUP);
    List<String> groups = new ArrayList<>();
    PolicyPermissions permissions =
        PolicyPermissions.ofCertificate(
            effective,
            certificate.id(),
            "client",
            () -> new ConnectionContext("client", "client", groups, Map.of()));
    assertThat(mayPublish(permissions)).isFalse();
    groups.add("child");
    stamps.moved("client");
    assertThat(mayPublish(permissions)).isTrue();
  }

  @Test
  void policyOfListenerMayComeAndGo() {
    assertThat(effective.exists(name("p"))).isFalse();
    PolicyPermissions permissions =
        PolicyPermissions.ofPolicy(effective, name("p"), "client", () -> ConnectionContext.NONE);
    assertThat(mayPublish(permissions)).isFalse();
    policy("p", ALLOW_ALL);
    assertThat(effective.exists(name("p"))).isTrue();
    assertThat(mayPublish(permissions)).isTrue();
    policies.delete(name("p"));
    assertThat(effective.exists(name("p"))).isFalse();
    assertThat(mayPublish(permissions)).isFalse();
  }

  @Test
  void certificateAskedForBeforeItIsRegisteredIsKnownAfterwards() {
    // The answer "unknown" must not be kept beyond the registration.
    Certificate certificate = certificate(true);
    CertificateId id = certificate.id();
    certificates.update(id, CertificateStatus.INACTIVE, NOW);
    certificates.delete(id, false);
    assertThat(effective.isActive(id)).isFalse();
    try (var _ = stamps.moving(id.value())) {
      database.change(tx -> CertificateStore.insert(tx, certificate));
    }
    assertThat(effective.isActive(id)).isTrue();
  }
}
