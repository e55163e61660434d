package io.drover.api.jobs;

import io.drover.jobs.configuration.PresignedUrls;
import org.jspecify.annotations.Nullable;

public record PresignedUrlConfig(@Nullable String roleArn, @Nullable Long expiresInSec) {

  static PresignedUrls decode(@Nullable PresignedUrlConfig config) {
    return config == null
        ? PresignedUrls.NONE
        : new PresignedUrls(config.roleArn, config.expiresInSec);
  }

  static PresignedUrlConfig of(PresignedUrls urls) {
    return new PresignedUrlConfig(urls.roleArn(), urls.expiresInSec());
  }
}
