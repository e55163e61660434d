package io.drover.bench;

import io.drover.acceptance.DeviceKey;
import io.drover.acceptance.RunningServer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;

/// The devices' end of mutual TLS.
final class DeviceTls {
  private DeviceTls() {}

  /// All devices may show the same certificate: what is measured is the use of connections, not the
  /// making of keys.
  static SslContext of(RunningServer server, CreateKeysAndCertificateResponse made) {
    try {
      return SslContextBuilder.forClient()
          .keyManager(
              DeviceKey.privateKey(made.keyPair().privateKey()),
              DeviceKey.certificate(made.certificatePem()))
          .trustManager(DeviceKey.certificate(server.caFile()))
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
