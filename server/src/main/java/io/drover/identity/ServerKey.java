package io.drover.identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows the server's certificate in handshakes; from one handshake to the next another one may
/// take its place.
final class ServerKey extends X509ExtendedKeyManager {
  private static final String ALIAS = "server";
  private static final String TYPE = "EC";

  private final X509Certificate authority;
  private volatile KeyAndCertificate current;

  ServerKey(X509Certificate authority, KeyAndCertificate current) {
    this.authority = authority;
    this.current = current;
  }

  KeyAndCertificate current() {
    return current;
  }

  /// The key must stay the same: a handshake under way asks for key and certificate one by one.
  void replace(X509Certificate certificate) {
    current = new KeyAndCertificate(current.key(), certificate);
  }

  X509Certificate[] chain() {
    return new X509Certificate[] {current.certificate(), authority};
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, SSLEngine engine) {
    return type.equals(TYPE) ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, Socket socket) {
    return type.equals(TYPE) ? ALIAS : null;
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return type.equals(TYPE) ? new String[] {ALIAS} : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return alias.equals(ALIAS) ? chain() : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return alias.equals(ALIAS) ? current.key() : null;
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
