package io.drover.artifacts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The object storage of this server: the embedded S3 or another one, as configured. Can be handed
/// to features before it is started, and started on any thread; nothing works until it is.
public final class Artifacts implements ObjectStorage, AutoCloseable {
  private final ArtifactsConfig config;
  private final InstantSource clock;
  private volatile @Nullable EmbeddedS3 embedded;
  private volatile @Nullable S3ObjectStorage storage;

  public Artifacts(ArtifactsConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /// Starts the embedded S3 with this server's certificate; a foreign one needs no start and is not
  /// asked whether it is there.
  public void start(SSLContext tls) {
    S3Endpoints endpoints =
        switch (config.storage()) {
          case ArtifactsConfig.Embedded own -> {
            EmbeddedS3 server = EmbeddedS3.start(own, config.accessKey(), tls);
            embedded = server;
            yield S3Endpoints.embedded(own.publicHost(), server.plainPort(), server.tlsPort());
          }
          case ArtifactsConfig.Foreign other -> S3Endpoints.foreign(other);
        };
    storage = new S3ObjectStorage(endpoints, config.region(), config.accessKey(), clock);
  }

  /// The port of the embedded S3 in plaintext, on the loopback address; empty when it is not used.
  public OptionalInt plainPort() {
    EmbeddedS3 server = embedded;
    return server == null ? OptionalInt.empty() : OptionalInt.of(server.plainPort());
  }

  /// The port of the embedded S3 over TLS; empty when it is not used.
  public OptionalInt tlsPort() {
    EmbeddedS3 server = embedded;
    return server == null ? OptionalInt.empty() : OptionalInt.of(server.tlsPort());
  }

  @Override
  public byte[] read(String url, int mostBytes) {
    return storage().read(url, mostBytes);
  }

  @Override
  public String presignGet(String url, Duration lifetime) {
    return storage().presignGet(url, lifetime);
  }

  @Override
  public String presignPut(String url, Duration lifetime) {
    return storage().presignPut(url, lifetime);
  }

  private S3ObjectStorage storage() {
    S3ObjectStorage started = storage;
    if (started == null) {
      throw new IllegalStateException("the object storage was not started");
    }
    return started;
  }

  /// Lets running transfers end, for 5 seconds at most.
  @Override
  public void close() {
    S3ObjectStorage started = storage;
    if (started != null) {
      started.close();
    }
    EmbeddedS3 server = embedded;
    if (server != null) {
      server.close();
    }
  }
}
