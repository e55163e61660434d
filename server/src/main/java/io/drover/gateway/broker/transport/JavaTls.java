package io.drover.gateway.broker.transport;

import io.netty.buffer.ByteBufAllocator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// TLS by the JDK.
record JavaTls(SSLContext context) implements TlsEngines {

  @Override
  public SSLEngine engine(Use use, ByteBufAllocator buffers) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    if (use.isCertificateRequired()) {
      parameters.setNeedClientAuth(true);
    } else {
      parameters.setWantClientAuth(true);
    }
    parameters.setProtocols(VERSIONS.toArray(String[]::new));
    parameters.setApplicationProtocols(use.protocols().toArray(String[]::new));
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  public void close() {}
}
