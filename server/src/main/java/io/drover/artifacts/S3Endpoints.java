package io.drover.artifacts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where the object storage is reached: by this server, by devices, and under which other names
/// people may write it down.
///
/// @param reads where this server sends its own requests
/// @param presigned what presigned URLs name
/// @param known every origin whose URLs name our objects
record S3Endpoints(S3Origin reads, S3Origin presigned, Set<S3Origin> known) {

  S3Endpoints {
    known = Set.copyOf(known);
  }

  /// The endpoints of the embedded storage. Devices are sent to its TLS listener.
  static S3Endpoints embedded(String publicHost, int plainPort, int tlsPort) {
    String host = publicHost.contains(":") ? "[" + publicHost + "]" : publicHost;
    Set<S3Origin> known = new HashSet<>();
    for (String name : List.of(host, "localhost", "127.0.0.1")) {
      known.add(origin("http://" + name + ":" + plainPort));
      known.add(origin("https://" + name + ":" + tlsPort));
    }
    return new S3Endpoints(
        origin("http://127.0.0.1:" + plainPort), origin("https://" + host + ":" + tlsPort), known);
  }

  /// Another S3, reached in one way by everyone.
  static S3Endpoints foreign(ArtifactsConfig.Foreign storage) {
    S3Origin origin = origin(storage.endpoint().toString());
    return new S3Endpoints(origin, origin, Set.of(origin));
  }

  private static S3Origin origin(String text) {
    return S3Origin.of(text)
        .orElseThrow(() -> new IllegalArgumentException("Not scheme, host and port: " + text));
  }
}
