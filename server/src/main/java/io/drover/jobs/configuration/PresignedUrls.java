package io.drover.jobs.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How URLs are made of a document's placeholders. The role is required for compatibility: this
/// server signs with its own key.
///
/// @param expiresInSec 60 to 3,600, or null for the default
public record PresignedUrls(@Nullable String roleArn, @Nullable Long expiresInSec) {
  private static final long DEFAULT_SECONDS = 3_600;
  private static final long LEAST_SECONDS = 60;

  public static final PresignedUrls NONE = new PresignedUrls(null, null);

  public PresignedUrls {
    if (expiresInSec != null) {
      Bounds.range("presignedUrlConfig.expiresInSec", expiresInSec, LEAST_SECONDS, DEFAULT_SECONDS);
    }
  }

  /// How long a URL is good for; absent seconds are 3,600.
  public static Duration lifetime(@Nullable Long seconds) {
    return Duration.ofSeconds(seconds == null ? DEFAULT_SECONDS : seconds);
  }
}
