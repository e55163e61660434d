package io.drover.gateway.broker;

import io.drover.identity.ServerTls;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority, and TLS contexts for whom it has certified.
final class TestCertificates {
  private static final char[] NO_PASSWORD = {};

  private final X500Name name;
  private final KeyPair keys = keyPair();
  private final X509Certificate certificate;
  private long serial;

  TestCertificates(String name) {
    this.name = new X500Name("CN=" + name);
    this.certificate = certify(this.name, keys, true);
  }

  /// For one who has a certificate of this authority, and trusts those of others.
  SSLContext context(String commonName) {
    return contextTrusting(commonName, this);
  }

  /// For a server that has a certificate of this authority, and trusts those of others.
  ServerTls server(String commonName) {
    try {
      return new ServerTls(
          (X509ExtendedKeyManager) keyManagers(ownStore(commonName))[0],
          (X509ExtendedTrustManager) trustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLContext contextTrusting(String commonName, TestCertificates trusted) {
    try {
      return trusted.trustedBy(ownStore(commonName));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore ownStore(String commonName) throws GeneralSecurityException {
    KeyPair own = keyPair();
    X509Certificate chain = certify(new X500Name("CN=" + commonName), own, false);
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "own", own.getPrivate(), NO_PASSWORD, new X509Certificate[] {chain, certificate});
    return store;
  }

  SSLContext contextWithoutCertificate() {
    return trustedBy(emptyStore());
  }

  private SSLContext trustedBy(KeyStore own) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(own), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyManager[] keyManagers(KeyStore own) throws GeneralSecurityException {
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(own, NO_PASSWORD);
    return keyManagers.getKeyManagers();
  }

  private TrustManager[] trustManagers() throws GeneralSecurityException {
    KeyStore authorities = emptyStore();
    authorities.setCertificateEntry("ca", certificate);
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(authorities);
    return trustManagers.getTrustManagers();
  }

  private X509Certificate certify(X500Name subject, KeyPair subjectKeys, boolean authority) {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(++serial),
            Date.from(now.minus(Duration.ofMinutes(1))),
            Date.from(now.plus(Duration.ofHours(1))),
            subject,
            subjectKeys.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      PrivateKey signer = keys.getPrivate();
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    } catch (IOException | OperatorException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore emptyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
