package io.drover.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.transport.Identification;
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
import io.drover.identity.Requests;
import io.drover.identity.ServerAuthority;
import io.drover.signature.AccessKey;
import io.drover.signature.SignatureException;
import io.drover.signature.SignatureV4;
import io.drover.signature.SignedWebSocket;
import io.drover.store.Database;
import io.drover.store.StoreConfig;
import io.drover.tags.Tags;
import io.drover.wire.QueryParameter;
import io.drover.wire.RequestHead;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticatorsTest {
  private static final AccessKey KEY = new AccessKey("AKIAEXAMPLE", "secret");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Arns ARNS = new Arns("eu-central-1", "123456789012");
  private static final PolicyName POLICY = new PolicyName("devices");
  private static final String OWN_TOPICS =
      """
      {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"iot:Connect","Resource":"*"},
        {"Effect":"Allow","Action":"iot:Publish",
         "Resource":"%s${iot:Connection.Thing.ThingName}/*"}]}
      """
          .formatted(ARNS.of("topic", ""));

  @TempDir Path folder;

  private final Set<String> things = ConcurrentHashMap.newKeySet();
  private final AccessStamps stamps = new AccessStamps();
  private String exclusive = "";
  private Database database;
  private Certificates certificates;
  private Policies policies;
  private PolicyAttachments attachments;
  private EffectivePolicies effective;

  @BeforeEach
  void start() {
    database = Database.open(new StoreConfig(folder.resolve("drover.db"), Optional.empty()));
    ServerAuthority authority =
        ServerAuthority.open(
            new IdentityConfig(folder.resolve("identity"), "localhost"), InstantSource.fixed(NOW));
    certificates =
        new Certificates(database, new Changes(), ARNS, stamps, authority, (_, _) -> false);
    policies = new Policies(database, ARNS, stamps, new Tags());
    attachments = new PolicyAttachments(database, ARNS, stamps, (_, group) -> List.of(group));
    effective = new EffectivePolicies(database, stamps);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  /// `things` holds the names of those to which every certificate is attached.
  private Optional<Client> connect(String clientId, Certificate certificate) {
    return new CertificateAuthenticator(
            effective,
            ARNS,
            (thing, arn) ->
                things.contains(thing) && arn.equals(certificates.arn(certificate.id())),
            thing -> List.of("group-of-" + thing),
            arn -> things.stream().filter(_ -> arn.equals(exclusive)).findFirst())
        .authenticate(clientId, x509(certificate));
  }

  private static X509Certificate x509(Certificate certificate) {
    try {
      byte[] pem = certificate.pem().getBytes(StandardCharsets.US_ASCII);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean mayPublish(Permissions permissions, String topic) {
    return permissions.allows("iot:Publish", ARNS.of("topic", topic));
  }

  @Test
  void onlyActiveCertificatesGetIn() {
    Certificate certificate = certificates.createFromCsr(Requests.elliptic(), false, NOW);
    assertThat(connect("sensor", certificate)).isEmpty();
    certificates.update(certificate.id(), CertificateStatus.ACTIVE, NOW);
    assertThat(connect("sensor", certificate))
        .hasValueSatisfying(
            client -> assertThat(client.principalId()).isEqualTo(certificate.id().value()));
    certificates.update(certificate.id(), CertificateStatus.REVOKED, NOW);
    assertThat(connect("sensor", certificate)).isEmpty();
    certificates.delete(certificate.id(), false);
    assertThat(connect("sensor", certificate)).isEmpty();
  }

  @Test
  void aClientIsKnownByTheThingThatItsCertificateIsAttachedToExclusively() {
    Certificate certificate = certificates.createFromCsr(Requests.elliptic(), true, NOW);
    things.add("thing-1");
    assertThat(connect("sensor", certificate))
        .hasValueSatisfying(client -> assertThat(client.thingName()).isNull());
    exclusive = certificates.arn(certificate.id());
    assertThat(connect("sensor", certificate))
        .hasValueSatisfying(client -> assertThat(client.thingName()).isEqualTo("thing-1"));
  }

  @Test
  void nobodyGetsInWithoutCertificate() {
    assertThat(door(Optional.empty()).authenticate("sensor", new Identification.Nothing()))
        .isEmpty();
  }

  @Test
  void everyConnectionIsKnownByWhatItShows() {
    Certificate certificate = certificates.createFromCsr(Requests.elliptic(), true, NOW);
    policies.create(POLICY, OWN_TOPICS, List.of(), NOW);
    DoorAuthenticator door =
        door(Optional.of(new PolicyAuthenticator(effective, POLICY, things::contains)));
    assertThat(principal(door, new Identification.OfCertificate(x509(certificate))))
        .isEqualTo(certificate.id().value());
    assertThat(principal(door, new Identification.Nothing())).isEqualTo(POLICY.value());
    assertThat(principal(door, new Identification.Signed(KEY.id()))).isEqualTo(KEY.id());
  }

  private DoorAuthenticator door(Optional<PolicyAuthenticator> strangers) {
    return new DoorAuthenticator(
        new CertificateAuthenticator(
            effective, ARNS, (_, _) -> true, _ -> List.of(), _ -> Optional.empty()),
        strangers,
        new SignatureV4(KEY),
        InstantSource.fixed(NOW));
  }

  private static String principal(DoorAuthenticator door, Identification shown) {
    return door.authenticate("sensor", shown).orElseThrow().principalId();
  }

  @Test
  void theKeysHolderMaySignForTheGatewayAlone() {
    DoorAuthenticator door = door(Optional.empty());
    assertThat(door.signer(signed("iotdevicegateway")).accessKeyId()).isEqualTo(KEY.id());
    assertThat(door.signer(signed("iotdata")).accessKeyId()).isEqualTo(KEY.id());
    assertThatThrownBy(() -> door.signer(signed("s3")))
        .isInstanceOf(SignatureException.class)
        .hasMessageContaining("iotdevicegateway");
    RequestHead signed = signed("iotdevicegateway");
    RequestHead elsewhere =
        new RequestHead(signed.method(), "/other", signed.query(), signed.headers());
    assertThatThrownBy(() -> door.signer(elsewhere)).isInstanceOf(SignatureException.class);
  }

  private static RequestHead signed(String service) {
    URI uri = new SignedWebSocket(KEY, service, NOW).uri("ws", 443);
    return new RequestHead(
        "GET",
        uri.getPath(),
        QueryParameter.parse(uri.getRawQuery()),
        Map.of("host", List.of("127.0.0.1:443")));
  }

  @Test
  void nothingIsAllowedWithoutPolicy() {
    Certificate certificate = certificates.createFromCsr(Requests.elliptic(), true, NOW);
    Permissions permissions = connect("sensor", certificate).orElseThrow().permissions();
    assertThat(permissions.allows("iot:Connect", ARNS.of("client", "sensor"))).isFalse();
  }

  @Test
  void connectionSpeaksForThingOfItsClientIdThatItIsAttachedTo() {
    Certificate certificate = certificates.createFromCsr(Requests.elliptic(), true, NOW);
    policies.create(POLICY, OWN_TOPICS, List.of(), NOW);
    attachments.attach(POLICY, certificates.arn(certificate.id()));
    things.add("sensor");
    Permissions attached = connect("sensor", certificate).orElseThrow().permissions();
    assertThat(mayPublish(attached, "sensor/a")).isTrue();
    assertThat(mayPublish(attached, "other/a")).isFalse();
    Permissions stranger = connect("stranger", certificate).orElseThrow().permissions();
    assertThat(stranger.allows("iot:Connect", ARNS.of("client", "stranger"))).isTrue();
    assertThat(mayPublish(stranger, "sensor/a")).isFalse();
    assertThat(mayPublish(stranger, "stranger/a")).isFalse();
  }

  @Test
  void connectionLosesItsThingWhenItIsDetached() {
    Certificate certificate = certificates.createFromCsr(Requests.elliptic(), true, NOW);
    policies.create(POLICY, OWN_TOPICS, List.of(), NOW);
    attachments.attach(POLICY, certificates.arn(certificate.id()));
    things.add("sensor");
    Permissions permissions = connect("sensor", certificate).orElseThrow().permissions();
    assertThat(mayPublish(permissions, "sensor/a")).isTrue();
    things.remove("sensor");
    stamps.moved("sensor");
    assertThat(mayPublish(permissions, "sensor/a")).isFalse();
  }

  @Test
  void thingsGroupsGiveTheirPolicies() {
    Certificate certificate = certificates.createFromCsr(Requests.elliptic(), true, NOW);
    policies.create(POLICY, OWN_TOPICS, List.of(), NOW);
    things.add("sensor");
    Permissions permissions = connect("sensor", certificate).orElseThrow().permissions();
    assertThat(mayPublish(permissions, "sensor/a")).isFalse();
    attachments.attach(POLICY, ARNS.of("thinggroup", "group-of-sensor"));
    assertThat(mayPublish(permissions, "sensor/a")).isTrue();
  }

  @Test
  void plaintextConnectionsActUnderTheirListenersPolicy() {
    PolicyAuthenticator authenticator =
        new PolicyAuthenticator(effective, POLICY, things::contains);
    assertThat(authenticator.authenticate("sensor")).isEmpty();
    policies.create(POLICY, OWN_TOPICS, List.of(), NOW);
    things.add("sensor");
    Permissions permissions = authenticator.authenticate("sensor").orElseThrow().permissions();
    assertThat(mayPublish(permissions, "sensor/a")).isTrue();
    Permissions unknown = authenticator.authenticate("unknown").orElseThrow().permissions();
    assertThat(mayPublish(unknown, "unknown/a")).isFalse();
    policies.delete(POLICY);
    assertThat(mayPublish(permissions, "sensor/a")).isFalse();
    assertThat(authenticator.authenticate("sensor")).isEmpty();
  }
}
