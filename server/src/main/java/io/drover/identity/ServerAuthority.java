package io.drover.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// The server's own certificate authority. It is made at the first start and never replaced: every
/// certificate of a device hangs on it. It vouches for devices, and for the server itself, whose
/// TLS certificate it issues anew when the public host changes or the old one nears its end.
public final class ServerAuthority {
  private static final String AUTHORITY_FILE = "ca.key.pem";
  private static final String AUTHORITY_CERTIFICATE_FILE = "ca.pem";
  private static final String SERVER_FILE = "server.key.pem";
  private static final String KEYSTORE_FILE = "server.p12";

  private final PrivateFiles files;
  private final String host;
  private final InstantSource clock;
  private final KeyAndCertificate authority;
  private final Issuer issuer;
  private final ServerKey serverKey;

  private ServerAuthority(IdentityConfig config, InstantSource clock) {
    this.files = new PrivateFiles(config.folder());
    this.host = config.publicHost();
    this.clock = clock;
    Instant now = clock.instant();
    this.authority = authority(files, now);
    this.issuer = new Issuer(authority);
    this.serverKey = new ServerKey(authority.certificate(), server(files, issuer, host, now));
  }

  /// Makes what is missing in the folder. Fails when what is there is damaged.
  public static ServerAuthority open(IdentityConfig config, InstantSource clock) {
    ServerAuthority opened = new ServerAuthority(config, clock);
    opened.renew();
    return opened;
  }

  private static KeyAndCertificate authority(PrivateFiles files, Instant now) {
    Optional<String> kept = files.read(AUTHORITY_FILE);
    KeyAndCertificate authority =
        kept.isPresent() ? parse(files.path(AUTHORITY_FILE), kept.get()) : Issuer.newAuthority(now);
    if (kept.isEmpty()) {
      files.write(AUTHORITY_FILE, authority.toPem());
    }
    String certificate = Pem.of(authority.certificate());
    if (!files.read(AUTHORITY_CERTIFICATE_FILE).equals(Optional.of(certificate))) {
      files.write(AUTHORITY_CERTIFICATE_FILE, certificate);
    }
    return authority;
  }

  private static KeyAndCertificate server(
      PrivateFiles files, Issuer issuer, String host, Instant now) {
    Optional<String> kept = files.read(SERVER_FILE);
    if (kept.isPresent()) {
      return parse(files.path(SERVER_FILE), kept.get());
    }
    KeyPair keys = Issuer.newKeys();
    KeyAndCertificate server =
        new KeyAndCertificate(keys.getPrivate(), issuer.ofServer(host, keys.getPublic(), now));
    files.write(SERVER_FILE, server.toPem());
    return server;
  }

  private static KeyAndCertificate parse(Path file, String pem) {
    try {
      return KeyAndCertificate.parse(pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          file + " is damaged (" + e.getMessage() + "); put back a copy of it", e);
    }
  }

  /// Issues the server's certificate anew, on the same key, when a third of its life or less is
  /// left or it is not for the public host; listeners show it from their next handshake. To be
  /// called from time to time. Says whether it did.
  public synchronized boolean renew() {
    Instant now = clock.instant();
    X509Certificate old = serverKey.current().certificate();
    Instant due = old.getNotAfter().toInstant().minus(Issuer.SERVER_LIFE.dividedBy(3));
    if (now.isBefore(due) && issuer.isOfServer(old, host)) {
      return false;
    }
    X509Certificate renewed = issuer.ofServer(host, old.getPublicKey(), now);
    files.write(SERVER_FILE, new KeyAndCertificate(serverKey.current().key(), renewed).toPem());
    serverKey.replace(renewed);
    return true;
  }

  /// The authority's certificate in PEM, which clients trust.
  public Path caFile() {
    return files.path(AUTHORITY_CERTIFICATE_FILE);
  }

  public X509Certificate caCertificate() {
    return authority.certificate();
  }

  /// TLS 1.2 and 1.3 for listeners whose clients show no certificate.
  public SSLContext serverContext() {
    return context();
  }

  /// TLS 1.2 and 1.3 for listeners whose clients show a certificate of this authority; the listener
  /// must ask for one (`setNeedClientAuth`), and afterwards whether it is registered and `ACTIVE`.
  public SSLContext mutualContext() {
    return context(new DeviceTrust(authority.certificate(), clock));
  }

  /// Without `trust` nobody's certificate is asked for; the JDK's own trust would be read for
  /// nothing.
  private SSLContext context(TrustManager... trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {serverKey}, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The server's key and certificate as a file for listeners that cannot take an [SSLContext],
  /// under a password that is made anew with every call.
  public synchronized Keystore keystore() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", serverKey.current().key(), password.toCharArray(), serverKey.chain());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password.toCharArray());
      files.write(KEYSTORE_FILE, bytes.toByteArray());
      return new Keystore(files.path(KEYSTORE_FILE), password);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A key store of type PKCS #12.
  public record Keystore(Path file, String password) {
    /// Does not show the password.
    @Override
    public String toString() {
      return "Keystore[" + file + "]";
    }
  }

  X509Certificate issue(PublicKey key, Instant now) {
    return issuer.ofDevice(key, now);
  }

  X509Certificate issue(SigningRequest request, Instant now) {
    return issuer.ofDevice(request, now);
  }
}
