package io.drover.api.jobs;

import io.drover.artifacts.ObjectStorage;
import java.time.Duration;

/// No document here is in S3.
final class NoStorage implements ObjectStorage {
  @Override
  public byte[] read(String url, int mostBytes) {
    throw new IllegalStateException(url);
  }

  @Override
  public String presignGet(String url, Duration lifetime) {
    throw new IllegalStateException(url);
  }

  @Override
  public String presignPut(String url, Duration lifetime) {
    throw new IllegalStateException(url);
  }
}
