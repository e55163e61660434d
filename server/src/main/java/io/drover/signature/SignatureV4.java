package io.drover.signature;

import io.drover.signature.SignatureException.Reason;
import io.drover.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/// Verifies requests against the server's one access key, in two steps: the head first, so that
/// nobody's body is read who does not even name the key, then head and body together.
public final class SignatureV4 {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final HexFormat HEX = HexFormat.of();

  private final AccessKey key;
  private final SigningKeys signingKeys;

  public SignatureV4(AccessKey key) {
    this.key = key;
    this.signingKeys = new SigningKeys(key.secret());
  }

  /// What a request claims to be, and for which service; nothing is proven yet.
  public final class Claim {
    private final RequestHead head;
    private final Authorization authorization;

    private Claim(RequestHead head, Authorization authorization) {
      this.head = head;
      this.authorization = authorization;
    }

    /// The name of the service that it is signed for.
    public String signingName() {
      return authorization.scope().signingName();
    }

    /// The access key that it is signed with.
    public String accessKeyId() {
      return authorization.scope().accessKeyId();
    }

    /// Refuses the request unless head and body are what the key's holder signed.
    public void verify(byte[] body) {
      String request =
          CanonicalRequest.of(head, authorization.signedHeaders(), payloadHash(head, body));
      String text =
          Authorization.ALGORITHM
              + "\n"
              + authorization.timestamp()
              + "\n"
              + authorization.scope().text()
              + "\n"
              + sha256(request.getBytes(StandardCharsets.UTF_8));
      byte[] expected =
          HEX.formatHex(signingKeys.sign(authorization.scope(), text))
              .getBytes(StandardCharsets.US_ASCII);
      byte[] given = authorization.signature().getBytes(StandardCharsets.UTF_8);
      if (!MessageDigest.isEqual(expected, given)) {
        throw invalid(
            "The request signature we calculated does not match the signature you provided. Check"
                + " your AWS Secret Access Key and signing method. Consult the service"
                + " documentation for details.");
      }
    }
  }

  /// Refuses the request when its head alone shows that it cannot be good.
  public Claim claim(RequestHead head, Instant now) {
    Authorization authorization = Authorization.of(head);
    Claim claim = new Claim(head, authorization);
    requireKnown(head, authorization.scope());
    requireSigned(head, authorization);
    requireCurrent(authorization, now);
    return claim;
  }

  private void requireKnown(RequestHead head, Scope scope) {
    // This server hands out no session tokens, so none can be good.
    boolean session =
        head.headers().containsKey("x-amz-security-token")
            || head.parameter("X-Amz-Security-Token").isPresent();
    if (session || !scope.accessKeyId().equals(key.id())) {
      throw new SignatureException(
          Reason.UNKNOWN_KEY, "The security token included in the request is invalid.");
    }
  }

  /// Headers that say what is asked must not be changed on the way.
  private static void requireSigned(RequestHead head, Authorization authorization) {
    if (!authorization.signedHeaders().contains("host")) {
      throw invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (String name : head.headers().keySet()) {
      boolean matters = name.startsWith("x-amz") && !name.equals("x-amzn-trace-id");
      if (matters && !authorization.signedHeaders().contains(name)) {
        throw invalid(
            "There were headers present in the request which were not signed: " + Shown.text(name));
      }
    }
  }

  private static void requireCurrent(Authorization authorization, Instant now) {
    Scope scope = authorization.scope();
    String timestamp = authorization.timestamp();
    if (!timestamp.startsWith(scope.date() + "T")) {
      throw invalid(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
              + Shown.text(scope.date())
              + "' != '"
              + timestamp.substring(0, 8)
              + "', from '"
              + timestamp
              + "'.");
    }
    Instant latest = authorization.signedAt().plus(authorization.expiry().orElse(SKEW));
    if (now.isAfter(latest)) {
      Instant earliest = now.minus(authorization.expiry().orElse(SKEW));
      throw invalid(
          "Signature expired: "
              + timestamp
              + " is now earlier than "
              + Authorization.spell(earliest)
              + " ("
              + Authorization.spell(now)
              + " - "
              + span(authorization.expiry().orElse(SKEW))
              + ".)");
    }
    if (now.isBefore(authorization.signedAt().minus(SKEW))) {
      throw invalid(
          "Signature not yet current: "
              + timestamp
              + " is still later than "
              + Authorization.spell(now.plus(SKEW))
              + " ("
              + Authorization.spell(now)
              + " + "
              + span(SKEW)
              + ".)");
    }
  }

  private static String span(Duration duration) {
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " sec";
  }

  /// What the client says the body's hash is, once that is true; the body's hash otherwise.
  private static String payloadHash(RequestHead head, byte[] body) {
    String stated =
        head.header("x-amz-content-sha256")
            .or(() -> head.parameter("X-Amz-Content-Sha256"))
            .orElse(null);
    if (stated != null && stated.equals(UNSIGNED)) {
      return UNSIGNED;
    }
    String hash = sha256(body);
    if (stated != null && !stated.equals(hash)) {
      throw invalid(
          "The value of 'x-amz-content-sha256' is not the SHA-256 of the request's body.");
    }
    return hash;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static SignatureException invalid(String message) {
    return new SignatureException(Reason.INVALID, message);
  }
}
