package io.drover.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs certificates with the key of a certificate authority: ECDSA on P-256. Costs the loading of
/// a large library when it is first used, so that a start which issues nothing should not touch it.
final class Issuer {
  /// The end of every certificate of the authority and of devices.
  static final Instant END = Instant.parse("2049-12-31T23:59:59Z");

  /// Clocks of devices are late; a new certificate is to be of use at once.
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private static final int LONGEST_COMMON_NAME = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyAndCertificate authority;
  private final X500Name name;

  Issuer(KeyAndCertificate authority) {
    this.authority = authority;
    this.name =
        X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
  }

  /// A new authority, with a name of its own: clients must not take it for another server's.
  static KeyAndCertificate newAuthority(Instant now) {
    KeyPair keys = newKeys();
    X500Name name = commonName("Drover CA " + new BigInteger(32, RANDOM).toString(16));
    Draft draft = new Draft(name, name, keys.getPublic(), now.minus(CLOCK_SKEW), END);
    return new KeyAndCertificate(
        keys.getPrivate(),
        draft
            .with(Extension.basicConstraints, true, new BasicConstraints(0))
            .with(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature))
            .withKeyIds(keys.getPublic())
            .sign(keys));
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  X509Certificate ofDevice(PublicKey key, Instant now) {
    return ofDevice(commonName("Drover Device"), key, now);
  }

  /// The subject is the one asked for.
  X509Certificate ofDevice(SigningRequest request, Instant now) {
    return ofDevice(request.subject(), request.key(), now);
  }

  private X509Certificate ofDevice(X500Name subject, PublicKey key, Instant now) {
    return draft(subject, key, now, END).sign(keys());
  }

  X509Certificate ofServer(ServerNames names, PublicKey key, Instant now, Duration life) {
    String host = names.host();
    String shown = host.length() <= LONGEST_COMMON_NAME ? host : "localhost";
    return draft(commonName(shown), key, now, now.plus(life))
        .with(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .with(Extension.subjectAlternativeName, false, names(names))
        .sign(keys());
  }

  private Draft draft(X500Name subject, PublicKey key, Instant now, Instant end) {
    return new Draft(name, subject, key, now.minus(CLOCK_SKEW), end)
        .with(Extension.basicConstraints, true, new BasicConstraints(false))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .withKeyIds(authority.certificate().getPublicKey());
  }

  private KeyPair keys() {
    return new KeyPair(authority.certificate().getPublicKey(), authority.key());
  }

  private static GeneralNames names(ServerNames names) {
    return new GeneralNames(names.all().stream().map(Issuer::name).toArray(GeneralName[]::new));
  }

  private static GeneralName name(String name) {
    return ServerNames.address(name)
        .map(
            address ->
                new GeneralName(GeneralName.iPAddress, new DEROctetString(address.getAddress())))
        .orElseGet(() -> new GeneralName(GeneralName.dNSName, name));
  }

  private static X500Name commonName(String name) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
  }

  /// A certificate that is not signed yet.
  private static final class Draft {
    private static final int SERIAL_BITS = 127; // positive, in 16 bytes

    private final X509v3CertificateBuilder builder;
    private final PublicKey key;

    Draft(X500Name issuer, X500Name subject, PublicKey key, Instant start, Instant end) {
      this.key = key;
      this.builder =
          new X509v3CertificateBuilder(
              issuer,
              new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
              Date.from(start),
              Date.from(end),
              subject,
              SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    }

    Draft with(
        org.bouncycastle.asn1.ASN1ObjectIdentifier extension,
        boolean critical,
        org.bouncycastle.asn1.ASN1Encodable value) {
      try {
        builder.addExtension(extension, critical, value);
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Draft withKeyIds(PublicKey issuerKey) {
      try {
        JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
        return with(
                Extension.authorityKeyIdentifier,
                false,
                ids.createAuthorityKeyIdentifier(issuerKey))
            .with(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(key));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    X509Certificate sign(KeyPair issuer) {
      try {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
        return KeyAndCertificate.certificate(builder.build(signer).getEncoded());
      } catch (OperatorCreationException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
