package io.drover.identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows the server's certificate in handshakes; from one handshake to the next another one may
/// take its place, with another key. A handshake asks for key and certificate one by one, and gets
/// both of the one that it began with.
final class ServerKey extends X509ExtendedKeyManager {
  private static final String TYPE = "EC";

  private final X509Certificate authority;
  private volatile Shown current;
  private volatile @Nullable Shown previous;

  private record Shown(int number, KeyAndCertificate own) {
    String alias() {
      return "server-" + number;
    }
  }

  ServerKey(X509Certificate authority, KeyAndCertificate current) {
    this.authority = authority;
    this.current = new Shown(0, current);
  }

  KeyAndCertificate current() {
    return current.own();
  }

  synchronized void replace(KeyAndCertificate next) {
    Shown last = current;
    previous = last;
    current = new Shown(last.number() + 1, next);
  }

  private @Nullable KeyAndCertificate of(String alias) {
    for (@Nullable Shown shown : Arrays.asList(current, previous)) {
      if (shown != null && shown.alias().equals(alias)) {
        return shown.own();
      }
    }
    return null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, SSLEngine engine) {
    return type.equals(TYPE) ? current.alias() : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, Socket socket) {
    return type.equals(TYPE) ? current.alias() : null;
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return type.equals(TYPE) ? new String[] {current.alias()} : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    @Nullable KeyAndCertificate own = of(alias);
    return own == null ? null : new X509Certificate[] {own.certificate(), authority};
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    @Nullable KeyAndCertificate own = of(alias);
    return own == null ? null : own.key();
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
