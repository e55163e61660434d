package io.drover.signature;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests for a WebSocket the way the device SDKs and their samples for browsers do: the
/// query names no expiry, and only the host is signed.
public record SignedWebSocket(AccessKey key, String service, Instant at) {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Path and query of the request.
  public String target(String host) {
    String timestamp = TIMESTAMP.format(at);
    String scope = timestamp.substring(0, 8) + "/eu-west-1/" + service + "/aws4_request";
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + (key.id() + "/" + scope).replace("/", "%2F")
            + "&X-Amz-Date="
            + timestamp
            + "&X-Amz-SignedHeaders=host";
    String request = "GET\n/mqtt\n" + query + "\nhost:" + host + "\n\nhost\n" + sha256("");
    String text = "AWS4-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + sha256(request);
    byte[] derived = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      derived = hmac(derived, part);
    }
    return "/mqtt?" + query + "&X-Amz-Signature=" + HexFormat.of().formatHex(hmac(derived, text));
  }

  public URI uri(String scheme, int port) {
    String host = "127.0.0.1:" + port;
    return URI.create(scheme + "://" + host + target(host));
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
