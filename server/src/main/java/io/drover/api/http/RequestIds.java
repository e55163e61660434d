package io.drover.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Names for requests, so that what a client saw can be found in the log.
final class RequestIds {
  static final HeaderName HEADER = HeaderNames.create("x-amzn-RequestId");

  private RequestIds() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
