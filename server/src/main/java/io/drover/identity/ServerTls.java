package io.drover.identity;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What a TLS listener shows of the server, and which certificates of clients pass its handshake.
/// Both are asked in every handshake, and may answer otherwise in the next.
public record ServerTls(X509ExtendedKeyManager key, X509ExtendedTrustManager trust) {

  /// For listeners whose TLS is the JDK's.
  public SSLContext context() {
    return context(key, trust);
  }

  /// Without `trust` nobody's certificate is asked for; the JDK's own trust would be read for
  /// nothing.
  static SSLContext context(KeyManager key, TrustManager... trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {key}, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
