package io.drover.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys that are derived from one secret, for a day, a region and a service. The last ones used
/// are kept, at most 64: deriving one costs four times as much as a signature.
final class SigningKeys {
  private static final int MOST = 64;

  private final String secret;
  private final Map<String, SecretKeySpec> derived = new ConcurrentHashMap<>();

  SigningKeys(String secret) {
    this.secret = secret;
  }

  byte[] sign(Scope scope, String text) {
    return hmac(key(scope), text);
  }

  private SecretKeySpec key(Scope scope) {
    SecretKeySpec key = derived.get(scope.text());
    if (key == null) {
      key = derive(scope);
      if (derived.size() >= MOST) {
        derived.clear();
      }
      derived.put(scope.text(), key);
    }
    return key;
  }

  private SecretKeySpec derive(Scope scope) {
    SecretKeySpec key = spec(("AWS4" + secret).getBytes(StandardCharsets.UTF_8));
    for (String part :
        new String[] {scope.date(), scope.region(), scope.signingName(), "aws4_request"}) {
      key = spec(hmac(key, part));
    }
    return key;
  }

  private static SecretKeySpec spec(byte[] key) {
    return new SecretKeySpec(key, "HmacSHA256");
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
