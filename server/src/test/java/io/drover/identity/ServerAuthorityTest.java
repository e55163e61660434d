package io.drover.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAuthorityTest {
  private final Instant now = Instant.now();
  private final InstantSource clock = InstantSource.fixed(now);

  @TempDir Path folder;

  private ServerAuthority open(String host, InstantSource clock) {
    return ServerAuthority.open(new IdentityConfig(folder.resolve("identity"), host), clock);
  }

  @Test
  void keepsItsFilesToTheOwner() throws IOException {
    open("localhost", clock);
    assertThat(permissions(folder.resolve("identity"))).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder.resolve("identity"))) {
      assertThat(files.toList())
          .hasSize(3)
          .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void staysTheSameOverRestarts() throws Exception {
    ServerAuthority first = open("localhost", clock);
    Files.delete(first.caFile()); // a copy, made again from the key's file
    ServerAuthority second = open("localhost", clock);
    assertThat(second.caCertificate()).isEqualTo(first.caCertificate());
    assertThat(Files.readString(second.caFile())).isEqualTo(Pem.of(first.caCertificate()));
    assertThat(second.renew()).isFalse();
    assertThat(shown(second)).isEqualTo(shown(first));
  }

  @Test
  void damagedAuthorityIsNeverReplaced() throws IOException {
    open("localhost", clock);
    Files.writeString(folder.resolve("identity/ca.key.pem"), "nonsense");
    assertThatThrownBy(() -> open("localhost", clock))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ca.key.pem is damaged");
  }

  @Test
  void serverCertificateNamesHostAndItself() throws Exception {
    X509Certificate certificate = shown(open("drover.example.com", clock));
    assertThat(names(certificate))
        .containsExactlyInAnyOrder(
            "drover.example.com", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(names(shown(open("192.0.2.7", clock)))).contains("192.0.2.7");
  }

  private static List<String> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  @Test
  void serverCertificateIsIssuedAnewWhenHostChangesOrItNearsItsEnd() throws Exception {
    X509Certificate first = shown(open("localhost", clock));
    X509Certificate moved = shown(open("other.example.com", clock));
    assertThat(moved.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
    Instant late = now.plus(ServerAuthority.SERVER_LIFE).minus(Duration.ofDays(30));
    open("other.example.com", InstantSource.fixed(late));
    X509Certificate renewed =
        KeyAndCertificate.parse(Files.readString(folder.resolve("identity/server.key.pem")))
            .certificate();
    assertThat(renewed.getNotAfter().toInstant()).isAfter(late.plus(Duration.ofDays(700)));
  }

  @Test
  void whatIsPutInPlaceOfTheServersCertificateIsShownByTheSameListener() throws Exception {
    ServerAuthority authority = open("localhost", clock);
    SSLContext context = authority.serverContext();
    X509Certificate first = shown(authority, context);
    assertThat(authority.reload()).isFalse();

    Files.copy(folder.resolve("identity/server.key.pem"), folder.resolve("first"));
    Files.delete(folder.resolve("identity/server.key.pem"));
    assertThat(authority.reload()).isFalse();
    open("localhost", clock); // makes another key
    assertThat(authority.reload()).isTrue();
    X509Certificate second = shown(authority, context);
    assertThat(second.getPublicKey()).isNotEqualTo(first.getPublicKey());
    assertThat(authority.reload()).isFalse();

    Files.copy(
        folder.resolve("first"),
        folder.resolve("identity/server.key.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(authority.reload()).isTrue();
    assertThat(shown(authority, context)).isEqualTo(first);
  }

  @Test
  void whatIsDamagedOrOfAnotherAuthorityIsNotTakenOver() throws Exception {
    ServerAuthority authority = open("localhost", clock);
    SSLContext context = authority.serverContext();
    X509Certificate first = shown(authority, context);
    Path file = folder.resolve("identity/server.key.pem");
    ServerAuthority.open(new IdentityConfig(folder.resolve("other"), "localhost"), clock);
    String foreign = Files.readString(folder.resolve("other/server.key.pem"));
    int end = foreign.indexOf("-----BEGIN CERTIFICATE");
    String mixed = foreign.substring(0, end) + Pem.of(first);
    for (String text : List.of("", "nonsense", foreign, mixed)) {
      Files.writeString(file, text);
      assertThat(authority.reload()).isFalse();
      assertThat(shown(authority, context)).isEqualTo(first);
    }
  }

  @Test
  void deviceCertificateLastsUntilTheEndOf2049() throws Exception {
    ServerAuthority authority = open("localhost", clock);
    X509Certificate certificate = authority.issue(DeviceKeys.generate().getPublic(), now);
    certificate.verify(authority.caCertificate().getPublicKey());
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo("2049-12-31T23:59:59Z");
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(CertificateId.of(certificate).value()).hasSize(64);
  }

  @Test
  void devicePrivateKeyIsReadableAsPkcs1() {
    KeyPair keys = DeviceKeys.generate();
    assertThat(DeviceKeys.privatePem(keys)).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
    assertThat(DeviceKeys.publicPem(keys.getPublic())).startsWith("-----BEGIN PUBLIC KEY-----\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
  void signsRequestsForAllowedCurvesUnderTheirSubject(String curve) throws Exception {
    KeyPair keys = ecKeys(curve);
    X509Certificate certificate =
        open("localhost", clock).issue(SigningRequest.parse(request(keys, keys)), now);
    assertThat(certificate.getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(CertificateVariables.of(certificate))
        .containsEntry("iot:certificate.subject.commonname", "line, 1")
        .containsEntry("iot:certificate.subject.country", "DE")
        .containsEntry("iot:certificate.subject.organizationalunit", "first")
        .containsEntry("iot:certificate.subject.organizationalunit.1", "second")
        .containsKey("iot:certificate.serialnumber");
  }

  @Test
  void refusesRequestsThatAreNotSound() throws Exception {
    KeyPair keys = ecKeys("secp256r1");
    KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
    weak.initialize(1_024);
    KeyPair weakKeys = weak.generateKeyPair();
    KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    List<String> requests =
        List.of(
            "",
            "nonsense",
            "-----BEGIN CERTIFICATE REQUEST-----\n!!\n-----END CERTIFICATE REQUEST-----",
            "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
            Pem.of(open("localhost", clock).caCertificate()),
            request(keys, ecKeys("secp256r1")),
            request(weakKeys, weakKeys),
            request(edwards, edwards));
    assertThat(requests)
        .allSatisfy(
            pem ->
                assertThatThrownBy(() -> SigningRequest.parse(pem))
                    .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.rejection()).isInstanceOf(InvalidRequest.class)));
  }

  private static KeyPair ecKeys(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static String request(KeyPair keys, KeyPair signer) {
    return Requests.request("C=DE,OU=first,OU=second,CN=line\\, 1", keys, signer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void handshakeShowsWhichDeviceItIs(String version) throws Exception {
    ServerAuthority authority = open("localhost", clock);
    KeyPair keys = DeviceKeys.generate();
    X509Certificate device = authority.issue(keys.getPublic(), now);
    assertThat(handshake(authority, version, keys.getPrivate(), device)).isEqualTo(device);
  }

  @Test
  void handshakeFailsWithoutCertificateOrWithAnotherAuthoritys() throws Exception {
    ServerAuthority authority = open("localhost", clock);
    ServerAuthority other =
        ServerAuthority.open(new IdentityConfig(folder.resolve("other"), "localhost"), clock);
    KeyPair keys = DeviceKeys.generate();
    X509Certificate foreign = other.issue(keys.getPublic(), now);
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      assertThatThrownBy(() -> handshake(authority, version, null, null))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> handshake(authority, version, keys.getPrivate(), foreign))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void handshakeFailsOutsideTheCertificatesValidity() throws Exception {
    ServerAuthority early = open("localhost", clock);
    KeyPair keys = DeviceKeys.generate();
    X509Certificate tomorrow = early.issue(keys.getPublic(), now.plus(Duration.ofDays(1)));
    assertThatThrownBy(() -> handshake(early, "TLSv1.3", keys.getPrivate(), tomorrow))
        .isInstanceOf(IOException.class);
  }

  /// What a client that trusts the authority sees of a listener without client certificates.
  private static X509Certificate shown(ServerAuthority authority) throws Exception {
    return shown(authority, authority.serverContext());
  }

  private static X509Certificate shown(ServerAuthority authority, SSLContext context)
      throws Exception {
    try (SSLServerSocket listener = listener(context, "TLSv1.3", false);
        SSLSocket client = client(authority, null, null, listener.getLocalPort())) {
      CompletableFuture<X509Certificate> served = serve(listener);
      client.startHandshake();
      X509Certificate shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
      served.handle((_, _) -> true).get(10, TimeUnit.SECONDS);
      return shown;
    }
  }

  /// The certificate that the server sees, after the client has verified the server by its name.
  private static X509Certificate handshake(
      ServerAuthority authority,
      String version,
      @Nullable PrivateKey key,
      @Nullable X509Certificate certificate)
      throws Exception {
    try (SSLServerSocket listener = listener(authority.mutualContext(), version, true);
        SSLSocket client = client(authority, key, certificate, listener.getLocalPort())) {
      CompletableFuture<X509Certificate> served = serve(listener);
      SSLParameters parameters = client.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.setSSLParameters(parameters);
      client.startHandshake();
      if (client.getInputStream().read() != 'k') {
        throw new IOException("refused after the handshake");
      }
      return served.get(10, TimeUnit.SECONDS);
    }
  }

  private static SSLServerSocket listener(SSLContext context, String version, boolean mutual)
      throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setEnabledProtocols(new String[] {version});
    listener.setNeedClientAuth(mutual);
    return listener;
  }

  private static CompletableFuture<X509Certificate> serve(SSLServerSocket listener) {
    CompletableFuture<X509Certificate> peer = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.startHandshake();
            socket.getOutputStream().write('k');
            socket.getOutputStream().flush();
            peer.complete((X509Certificate) socket.getSession().getPeerCertificates()[0]);
          } catch (IOException e) {
            peer.completeExceptionally(e);
          }
        });
    return peer;
  }

  private static SSLSocket client(
      ServerAuthority authority,
      @Nullable PrivateKey key,
      @Nullable X509Certificate certificate,
      int port)
      throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(authority.caFile())) {
      trusted.setCertificateEntry(
          "ca", java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (key != null && certificate != null) {
      own.setKeyEntry("own", key, new char[0], new X509Certificate[] {certificate});
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509"); // whoever asks for it
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout(10_000);
    return socket;
  }
}
