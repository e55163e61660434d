package io.drover.api.http;

import io.drover.signature.AccessKey;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Where the HTTP door listens, and what it takes from one client.
///
/// @param api for operators' clients: requests are signed
/// @param data for devices: TLS, with a client certificate
/// @param accessKey the one that this server's operator signs with
public record ApiConfig(ListenerConfig api, Optional<ListenerConfig> data, AccessKey accessKey) {
  public ApiConfig {
    data.ifPresent(
        listener -> {
          if (listener.tls().isEmpty()) {
            throw new IllegalArgumentException(
                "devices are known by their certificates: the data listener needs TLS");
          }
        });
  }

  /// One listening socket; port 0 takes a free one. Without `tls` it talks in plaintext, which is
  /// for the loopback interface only.
  public record ListenerConfig(InetAddress address, int port, Optional<SSLContext> tls) {
    public ListenerConfig {
      if (tls.isEmpty() && !address.isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "plaintext HTTP is for the loopback interface only, not for " + address);
      }
    }
  }
}
