package io.drover.gateway.broker;

import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// TLS 1.2 and 1.3 with a certificate required of the client. Which certificates pass the handshake
/// is up to the context; whose they are, to the [Authenticator]. Handshakes compute, and may ask a
/// trust manager that blocks, on threads of their own.
record MutualTls(SSLContext context, Duration handshakeTimeout, Executor handshakes) {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /// What clients name that reach the broker through a port shared with other protocols. A client
  /// that names none is fine, one that names others is refused.
  private static final String[] APPLICATION_PROTOCOLS = {"x-amzn-mqtt-ca"};

  SslHandler handler() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setNeedClientAuth(true);
    parameters.setProtocols(VERSIONS);
    parameters.setApplicationProtocols(APPLICATION_PROTOCOLS);
    engine.setSSLParameters(parameters);
    SslHandler handler = new SslHandler(engine, handshakes);
    handler.setHandshakeTimeout(handshakeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    return handler;
  }
}
