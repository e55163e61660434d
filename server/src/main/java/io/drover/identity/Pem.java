package io.drover.identity;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Binary values as text, between lines that name their type (RFC 7468).
final class Pem {
  private static final Base64.Encoder ENCODER =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*)-----END \\1-----");

  private Pem() {}

  static String of(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + ENCODER.encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  static String of(X509Certificate certificate) {
    try {
      return of("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first block whose type ends with `type`; empty when there is none, or it is not base 64.
  static Optional<byte[]> find(String type, String text) {
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).endsWith(type)) {
        return decode(matcher.group(2));
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> decode(String body) {
    try {
      return Optional.of(Base64.getDecoder().decode(body.replaceAll("\\s", "")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
