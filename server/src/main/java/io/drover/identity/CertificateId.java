package io.drover.identity;

import io.drover.rejection.Rejection.InvalidRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The SHA-256 digest of a certificate's DER form, as 64 hexadecimal digits in lower case; it can
/// be told from any certificate.
public record CertificateId(String value) {
  /// The contract's word for certificates in ARNs.
  public static final String KIND = "cert";

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  public CertificateId {
    if (!DIGITS.matcher(value).matches()) {
      throw new InvalidRequest("A certificate id has 64 hexadecimal digits.").toException();
    }
  }

  /// Takes capital letters as well.
  public static CertificateId parse(String text) {
    return new CertificateId(text.toLowerCase(Locale.ROOT));
  }

  public static CertificateId of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new CertificateId(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
