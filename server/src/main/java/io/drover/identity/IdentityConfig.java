package io.drover.identity;

import java.nio.file.Path;

/// Where the server's authority keeps its keys, and the host name or address by which devices reach
/// the server.
public record IdentityConfig(Path folder, String publicHost) {

  /// The authority's certificate in PEM, which clients trust.
  public Path caFile() {
    return folder.resolve("ca.pem");
  }
}
