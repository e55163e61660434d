package io.drover.artifacts;

import io.drover.signature.AccessKey;
import java.net.URI;
import java.nio.file.Path;

/// Where objects are kept and how requests for them are signed.
///
/// @param region the region in signatures; the embedded storage accepts any
public record ArtifactsConfig(Storage storage, AccessKey accessKey, String region) {

  public sealed interface Storage {}

  /// An S3 of our own: in plaintext on the loopback address, and over TLS for devices.
  ///
  /// @param folder where the objects lie, made if it is missing; buckets are its folders
  /// @param bind the address of the TLS listener
  /// @param publicHost what devices call this server; in presigned URLs
  /// @param plainPort 0 for any free one
  /// @param tlsPort 0 for any free one
  public record Embedded(Path folder, String bind, String publicHost, int plainPort, int tlsPort)
      implements Storage {}

  /// Another S3, such as `https://s3.eu-west-1.amazonaws.com` or `http://10.0.0.7:9000`. Buckets
  /// are named in the path.
  public record Foreign(URI endpoint) implements Storage {
    public Foreign {
      if (S3Origin.of(endpoint.toString()).isEmpty()) {
        throw new IllegalArgumentException(
            "must be http:// or https:// with a host, a port if needed and nothing else, but is "
                + endpoint);
      }
    }
  }
}
