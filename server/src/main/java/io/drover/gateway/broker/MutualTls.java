package io.drover.gateway.broker;

import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// TLS 1.2 and 1.3. Which certificates pass the handshake is up to the context; whose they are, to
/// the [Authenticator]. Handshakes compute, and may ask a trust manager that blocks, on threads of
/// their own.
///
/// @param places for handshakes that are under way at the same time
record MutualTls(
    SSLContext context, Duration handshakeTimeout, Executor handshakes, Semaphore places) {

  /// What clients name that reach MQTT with a certificate through a port shared with other
  /// protocols.
  static final String MQTT = "x-amzn-mqtt-ca";

  private static final String HTTP = "http/1.1";
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /// For MQTT alone: a certificate is required. A client that names no application protocol is
  /// fine, one that names others is refused.
  SslHandler forMqtt() {
    return handler(parameters -> parameters.setNeedClientAuth(true), MQTT);
  }

  /// For MQTT and WebSockets on one port, told apart by the application protocol: a certificate is
  /// asked for, and may be missing.
  SslHandler forBoth() {
    return handler(parameters -> parameters.setWantClientAuth(true), MQTT, HTTP);
  }

  private SslHandler handler(Consumer<SSLParameters> clientAuth, String... protocols) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    clientAuth.accept(parameters);
    parameters.setProtocols(VERSIONS);
    parameters.setApplicationProtocols(protocols);
    engine.setSSLParameters(parameters);
    SslHandler handler = new SslHandler(engine, handshakes);
    handler.setHandshakeTimeout(handshakeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    return handler;
  }

  /// The certificate that the client showed in its handshake; nothing when it showed none.
  static Identification shownTo(SslHandler handler) {
    @Nullable X509Certificate certificate = certificate(handler);
    return certificate == null
        ? new Identification.Nothing()
        : new Identification.OfCertificate(certificate);
  }

  private static @Nullable X509Certificate certificate(SslHandler handler) {
    try {
      Certificate[] chain = handler.engine().getSession().getPeerCertificates();
      return chain[0] instanceof X509Certificate certificate ? certificate : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
