package io.drover.gateway.broker.transport;

import io.drover.identity.ServerTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/// TLS by BoringSSL, which takes a fraction of the JDK's processor time for a handshake, and its
/// memory from outside of the heap. Which certificates pass is still up to [ServerTls], asked in
/// every handshake: sessions are not resumed.
///
/// It cannot refuse a client for the application protocols that it offers; see [OfferedProtocols].
final class BoringSsl implements TlsEngines {
  /// Those of AWS's policies for TLS 1.2 and 1.3 that it has; it takes the ones that fit the key.
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

  private final SslContext forMqtt;
  private final SslContext forBoth;

  BoringSsl(ServerTls parties) {
    forMqtt = context(parties, Use.MQTT);
    forBoth = context(parties, Use.BOTH);
  }

  private static SslContext context(ServerTls parties, Use use) {
    try {
      SslContext context =
          SslContextBuilder.forServer(parties.key())
              .trustManager(parties.trust())
              .sslProvider(SslProvider.OPENSSL_REFCNT)
              .protocols(VERSIONS)
              .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .clientAuth(use.isCertificateRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL)
              .applicationProtocolConfig(protocols(use))
              .build();
      ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
      return context;
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ApplicationProtocolConfig protocols(Use use) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        use.protocols());
  }

  @Override
  public SSLEngine engine(Use use, ByteBufAllocator buffers) {
    return (use == Use.MQTT ? forMqtt : forBoth).newEngine(buffers);
  }

  @Override
  public void close() {
    ReferenceCountUtil.release(forMqtt);
    ReferenceCountUtil.release(forBoth);
  }
}
