package io.drover.identity;

import io.drover.rejection.Rejection.InvalidRequest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/// A request for a certificate (PKCS #10) that proves to hold the private key, and whose key is of
/// a kind that devices may have.
record SigningRequest(X500Name subject, PublicKey key) {
  private static final int FEWEST_RSA_BITS = 2_048;
  private static final int MOST_RSA_BITS = 8_192;
  private static final Set<ASN1Encodable> CURVES =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  /// Refuses ([InvalidRequest]) everything else.
  static SigningRequest parse(String pem) {
    byte[] der =
        Pem.find("CERTIFICATE REQUEST", pem)
            .orElseThrow(() -> invalid("is not a CERTIFICATE REQUEST in PEM"));
    try {
      JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
      PublicKey key = request.getPublicKey();
      if (!allowed(key, request.getSubjectPublicKeyInfo())) {
        throw invalid(
            "has a key other than RSA of 2048 to 8192 bits and ECDSA on P-256, P-384 and P-521");
      }
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw invalid("is not signed by its own key");
      }
      return new SigningRequest(request.getSubject(), key);
    } catch (IOException
        | PKCSException
        | OperatorCreationException
        | GeneralSecurityException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw invalid("cannot be read");
    }
  }

  private static boolean allowed(PublicKey key, SubjectPublicKeyInfo info) {
    return switch (key) {
      case RSAPublicKey rsa ->
          rsa.getModulus().bitLength() >= FEWEST_RSA_BITS
              && rsa.getModulus().bitLength() <= MOST_RSA_BITS;
      case ECPublicKey _ -> CURVES.contains(info.getAlgorithm().getParameters());
      default -> false;
    };
  }

  private static RuntimeException invalid(String why) {
    return new InvalidRequest("The certificate signing request " + why + ".").toException();
  }
}
