package io.drover.identity;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Lets the handshake of a client succeed when its certificate was signed by the server's authority
/// and is within its validity. Whether it is registered and `ACTIVE` is asked afterwards, of the
/// store: a handshake must not wait for it.
final class DeviceTrust extends X509ExtendedTrustManager {
  private final X509Certificate authority;
  private final InstantSource clock;

  DeviceTrust(X509Certificate authority, InstantSource clock) {
    this.authority = authority;
    this.clock = clock;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain == null || chain.length == 0) {
      throw new CertificateException("the client sent no certificate");
    }
    X509Certificate certificate = chain[0];
    certificate.checkValidity(Date.from(clock.instant()));
    if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
      throw new CertificateException("the client's certificate is of another authority");
    }
    try {
      certificate.verify(authority.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the client's certificate was not signed here", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is a server's trust, for clients alone");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[] {authority};
  }
}
