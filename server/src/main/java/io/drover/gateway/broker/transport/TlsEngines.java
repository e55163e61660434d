package io.drover.gateway.broker.transport;

import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import javax.net.ssl.SSLEngine;

/// Makes the TLS of one connection after the other: 1.2 and 1.3, on the server's side.
public interface TlsEngines extends AutoCloseable {
  List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  /// What a listener is for.
  enum Use {
    /// MQTT alone: a certificate is required.
    MQTT,
    /// MQTT and WebSockets on one port: a certificate is asked for, and may be missing.
    BOTH;

    boolean isCertificateRequired() {
      return this == MQTT;
    }

    /// The application protocols that it knows.
    List<String> protocols() {
      return this == MQTT ? List.of(MutualTls.MQTT) : List.of(MutualTls.MQTT, MutualTls.HTTP);
    }
  }

  SSLEngine engine(Use use, ByteBufAllocator buffers);

  /// No more engines are asked for; those that were made go on.
  @Override
  void close();
}
