package io.drover.identity;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/// A private key with the certificate of its public key: what its holder proves who it is with.
/// Kept as one file, so that the two always fit.
record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final byte[] PROBE = {1};

  String toPem() {
    return Pem.of("PRIVATE KEY", key.getEncoded()) + Pem.of(certificate);
  }

  /// Throws [GeneralSecurityException] when the text is damaged.
  static KeyAndCertificate parse(String pem) throws GeneralSecurityException {
    byte[] key = block("PRIVATE KEY", pem);
    return new KeyAndCertificate(
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
        certificate(block("CERTIFICATE", pem)));
  }

  /// Whether the certificate is that of the key.
  boolean fits() {
    try {
      Signature signing = Signature.getInstance(SIGNATURE);
      signing.initSign(key);
      signing.update(PROBE);
      Signature verifying = Signature.getInstance(SIGNATURE);
      verifying.initVerify(certificate.getPublicKey());
      verifying.update(PROBE);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static byte[] block(String type, String pem) throws GeneralSecurityException {
    return Pem.find(type, pem)
        .orElseThrow(() -> new GeneralSecurityException("there is no " + type));
  }

  static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /// Does not show the private key.
  @Override
  public String toString() {
    return "KeyAndCertificate[" + certificate.getSubjectX500Principal() + "]";
  }
}
