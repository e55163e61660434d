package io.drover.identity;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's own certificate authority. It is made at the first start and never replaced: every
/// certificate of a device hangs on it. It vouches for devices, and for the server itself, whose
/// TLS certificate it issues anew when the public host changes or the old one nears its end.
public final class ServerAuthority {
  private static final Logger log = LoggerFactory.getLogger(ServerAuthority.class);
  private static final String AUTHORITY_FILE = "ca.key.pem";
  private static final String AUTHORITY_CERTIFICATE_FILE = "ca.pem";
  private static final String SERVER_FILE = "server.key.pem";

  /// Short enough for the clients that refuse server certificates of longer life.
  static final Duration SERVER_LIFE = Duration.ofDays(820);

  private final PrivateFiles files;
  private final ServerNames names;
  private final InstantSource clock;
  private final KeyAndCertificate authority;
  private final ServerKey serverKey;
  private String lookedAt;

  private ServerAuthority(IdentityConfig config, InstantSource clock) {
    this.files = new PrivateFiles(config.folder());
    this.names = new ServerNames(config.publicHost());
    this.clock = clock;
    Instant now = clock.instant();
    this.authority = authority(files, now);
    KeyAndCertificate server = server(now);
    this.lookedAt = server.toPem();
    this.serverKey = new ServerKey(authority.certificate(), server);
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

  private KeyAndCertificate server(Instant now) {
    Optional<String> kept = files.read(SERVER_FILE);
    if (kept.isPresent()) {
      return parse(files.path(SERVER_FILE), kept.get());
    }
    KeyPair keys = Issuer.newKeys();
    KeyAndCertificate server =
        new KeyAndCertificate(
            keys.getPrivate(), issuer().ofServer(names, keys.getPublic(), now, SERVER_LIFE));
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
    Instant due = old.getNotAfter().toInstant().minus(SERVER_LIFE.dividedBy(3));
    if (now.isBefore(due) && isOurs(old)) {
      return false;
    }
    X509Certificate renewed = issuer().ofServer(names, old.getPublicKey(), now, SERVER_LIFE);
    KeyAndCertificate server = new KeyAndCertificate(serverKey.current().key(), renewed);
    lookedAt = server.toPem();
    files.write(SERVER_FILE, lookedAt);
    serverKey.replace(server);
    return true;
  }

  /// Takes over what somebody has put in place of the server's key and certificate; listeners show
  /// it from their next handshake. What is damaged or not of this authority is left alone, and told
  /// once. To be called from time to time. Says whether it did.
  public synchronized boolean reload() {
    String text = files.read(SERVER_FILE).orElse(lookedAt);
    if (text.equals(lookedAt)) {
      return false;
    }
    lookedAt = text;
    return takeOver(text);
  }

  private boolean takeOver(String text) {
    try {
      KeyAndCertificate server = KeyAndCertificate.parse(text);
      if (server.fits() && isOurs(server.certificate())) {
        serverKey.replace(server);
        return true;
      }
      log.warn("{} is not used: not of this server's authority or host", SERVER_FILE);
    } catch (GeneralSecurityException e) {
      log.warn("{} is not used: {}", SERVER_FILE, e.getMessage());
    }
    return false;
  }

  private boolean isOurs(X509Certificate certificate) {
    try {
      certificate.verify(authority.certificate().getPublicKey());
      return names.areThoseOf(certificate);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private Issuer issuer() {
    return new Issuer(authority);
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
    return ServerTls.context(serverKey);
  }

  /// TLS 1.2 and 1.3 for listeners whose clients show a certificate of this authority; the listener
  /// must ask for one (`setNeedClientAuth`), and afterwards whether it is registered and `ACTIVE`.
  public SSLContext mutualContext() {
    return mutual().context();
  }

  /// The same for listeners that bring a TLS of their own.
  public ServerTls mutual() {
    return new ServerTls(serverKey, new DeviceTrust(authority.certificate(), clock));
  }

  X509Certificate issue(PublicKey key, Instant now) {
    return issuer().ofDevice(key, now);
  }

  X509Certificate issue(SigningRequest request, Instant now) {
    return issuer().ofDevice(request, now);
  }
}
