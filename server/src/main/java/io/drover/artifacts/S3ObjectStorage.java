package io.drover.artifacts;

import io.drover.signature.AccessKey;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;

/// Object storage behind an S3 endpoint. Client and signer are made when they are first needed:
/// many servers never read an object, and the classes cost tens of megabytes.
final class S3ObjectStorage implements ObjectStorage, AutoCloseable {
  private final S3Endpoints endpoints;
  private final S3Urls urls;
  private final String region;
  private final AccessKey accessKey;
  private final InstantSource clock;
  private volatile @Nullable PresignedUrls presignedUrls;
  private @Nullable ObjectReader reader;

  S3ObjectStorage(S3Endpoints endpoints, String region, AccessKey accessKey, InstantSource clock) {
    this.endpoints = endpoints;
    this.urls = new S3Urls(endpoints);
    this.region = region;
    this.accessKey = accessKey;
    this.clock = clock;
  }

  @Override
  public byte[] read(String url, int mostBytes) {
    S3Location location = urls.parse(url);
    return reader().read(location, mostBytes);
  }

  @Override
  public String presignGet(String url, Duration lifetime) {
    S3Location location = urls.parse(url);
    return presignedUrls().presign(SdkHttpMethod.GET, location, lifetime);
  }

  @Override
  public String presignPut(String url, Duration lifetime) {
    S3Location location = urls.parse(url);
    return presignedUrls().presign(SdkHttpMethod.PUT, location, lifetime);
  }

  private synchronized ObjectReader reader() {
    if (reader == null) {
      reader = new ObjectReader(endpoints.reads(), region, accessKey);
    }
    return reader;
  }

  private PresignedUrls presignedUrls() {
    PresignedUrls made = presignedUrls;
    return made == null ? makePresignedUrls() : made;
  }

  private synchronized PresignedUrls makePresignedUrls() {
    if (presignedUrls == null) {
      presignedUrls = new PresignedUrls(endpoints.presigned(), region, accessKey, clock);
    }
    return presignedUrls;
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
