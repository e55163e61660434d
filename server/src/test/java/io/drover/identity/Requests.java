package io.drover.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// Certificate signing requests for tests.
public final class Requests {
  private Requests() {}

  /// For a new ECDSA key; much quicker than having the server make RSA keys.
  public static String elliptic() {
    KeyPair keys = Issuer.newKeys();
    return request("CN=test", keys, keys);
  }

  /// Sound only when `signer` is `keys`.
  static String request(String subject, KeyPair keys, KeyPair signer) {
    String algorithm =
        switch (signer.getPrivate().getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      return Pem.of(
          "CERTIFICATE REQUEST",
          new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic())
              .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
              .getEncoded());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
