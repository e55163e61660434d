package io.drover.artifacts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Scheme, host and port of an S3 endpoint, always with the port, so that equal ones are equal
/// records.
record S3Origin(String scheme, String host, int port) {
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(https?)://([a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?/?",
          Pattern.CASE_INSENSITIVE);

  /// The origin that this text is; empty when it is malformed or more than an origin.
  static Optional<S3Origin> of(String text) {
    Matcher matcher = ORIGIN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String port = matcher.group(3);
    return Optional.of(
        new S3Origin(
            scheme,
            matcher.group(2).toLowerCase(Locale.ROOT),
            port == null ? defaultPort(scheme) : Integer.parseInt(port)));
  }

  boolean isLoopback() {
    return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
  }

  /// `https://host:port`, without the port where it is the scheme's own.
  @Override
  public String toString() {
    return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }
}
