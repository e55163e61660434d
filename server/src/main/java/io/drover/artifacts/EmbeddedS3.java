package io.drover.artifacts;

import io.drover.signature.AccessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An S3 server over a folder. Its plain listener is on the loopback address whatever the
/// configuration says; only the TLS listener can be bound elsewhere. Every request but those for
/// objects made public is signed with the one access key, by signature version 2 or 4.
///
/// Bounds: 64 threads, which is also how many downloads run at once (further ones wait); a body
/// whose hash is signed is held in memory and so limited to 16 MiB, anything larger comes in parts,
/// in signed chunks or with its hash unsigned, as clients do by themselves; objects of 5 GiB by one
/// request.
final class EmbeddedS3 implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedS3.class);
  private static final int THREADS = 64;
  private static final long LARGEST_BODY_HELD = 16 << 20;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final S3Proxy server;

  private EmbeddedS3(S3Proxy server) {
    this.server = server;
  }

  /// Listens when it returns. Fails when a port is taken or the folder cannot be made.
  static EmbeddedS3 start(ArtifactsConfig.Embedded config, AccessKey accessKey, SSLContext tls) {
    var embedded = new EmbeddedS3(server(config, accessKey, tls));
    try {
      embedded.server.start();
      return embedded;
    } catch (IOException e) {
      embedded.close();
      throw new UncheckedIOException("The object storage cannot listen: " + e.getMessage(), e);
    } catch (Exception e) {
      embedded.close();
      throw new IllegalStateException("the object storage does not start", e);
    }
  }

  private static S3Proxy server(
      ArtifactsConfig.Embedded config, AccessKey accessKey, SSLContext tls) {
    try {
      // the file store loses the parts of uploads when its folder's name is not the plain one
      Path folder = Files.createDirectories(config.folder()).toRealPath();
      return S3Proxy.builder()
          .blobStore(new FilesystemNio2BlobStore(folder.toString()))
          .endpoint(endpoint("http", "127.0.0.1", config.plainPort()))
          .secureEndpoint(endpoint("https", config.bind(), config.tlsPort()))
          .sslContext(tls)
          .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey.id(), accessKey.secret())
          // clients send headers of features that a folder does not have, and can do without them
          .ignoreUnknownHeaders(true)
          .jettyMaxThreads(THREADS)
          .v4MaxNonChunkedRequestSize(LARGEST_BODY_HELD)
          .stopTimeout(DRAIN.toMillis())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder for objects cannot be made: " + e.getMessage(), e);
    }
  }

  private static URI endpoint(String scheme, String host, int port) {
    try {
      return new URI(scheme, null, host, port, null, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + host + "' is not an address to listen on", e);
    }
  }

  int plainPort() {
    return server.getPort();
  }

  int tlsPort() {
    return server.getSecurePort();
  }

  /// Takes no more requests and waits for running ones, for 5 seconds at most.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("stopping the object storage: {}", e.toString());
    }
  }
}
