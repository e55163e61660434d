package io.drover.api.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Where the HTTP door listens, and what it takes from one client.
///
/// @param api for operators' clients: requests are signed
/// @param data for devices: TLS, with a client certificate
/// @param accessKeyId the one access key of this server
public record ApiConfig(
    ListenerConfig api, Optional<ListenerConfig> data, String accessKeyId, String secretAccessKey) {

  @Override
  public String toString() {
    return "ApiConfig[api=" + api + ", data=" + data + ", accessKeyId=" + accessKeyId + "]";
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

  /// Bounds that no setting moves.
  static final class Limits {
    static final int CONNECTIONS = 2_048;
    static final int HEADER_BYTES = 16 * 1024;
    static final int HEADERS = 64;
    static final int CONTROL_BODY_BYTES = 1024 * 1024;
    static final int DATA_BODY_BYTES = (128 + 16) * 1024;
    static final Duration IDLE = Duration.ofSeconds(75);
    static final Duration READ = Duration.ofSeconds(10);
    static final Duration DRAIN = Duration.ofSeconds(5);

    private Limits() {}
  }
}
