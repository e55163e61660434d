package io.drover.artifacts;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the URLs that name objects: every form that S3 documents, `s3://bucket/key`, and paths
/// under the origins at which this server's object storage is known. Only bucket, key and version
/// are taken from a URL; the host in it never decides where a request goes.
///
/// The key may be percent-encoded or not: job documents write it both ways. A `+` stands for
/// itself.
final class S3Urls {
  private static final int LONGEST = 8192;
  private static final int LONGEST_SHOWN = 200;
  private static final String VERSION = "?versionId=";
  private static final Pattern VERSION_ID = Pattern.compile("[A-Za-z0-9._~+/=-]{1,1024}");
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>https?|s3)://(?<authority>[^/?#]+)(?:/(?<path>.*))?",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern AWS_HOST =
      Pattern.compile(
          "(?:(?<bucket>[a-z0-9.-]{3,63})\\.)?"
              + "s3(?:-fips|-accelerate)?(?:\\.dualstack)?"
              + "(?:[.-](?:[a-z]+(?:-[a-z]+)+-[0-9]{1,2}|external-1))?"
              + "\\.amazonaws\\.com(?:\\.cn)?(?::443)?");

  private final S3Endpoints endpoints;

  S3Urls(S3Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /// The object that this URL names. Refuses every other kind of URL, and says which are known.
  S3Location parse(String url) {
    Matcher matcher = URL.matcher(url);
    if (url.length() > LONGEST || !matcher.matches()) {
      throw unknownForm(url);
    }
    String scheme = matcher.group("scheme");
    String authority = matcher.group("authority").toLowerCase(Locale.ROOT);
    String path = Optional.ofNullable(matcher.group("path")).orElse("");
    if (scheme.equalsIgnoreCase("s3")) {
      return location(authority, path, url);
    }
    Matcher aws = AWS_HOST.matcher(authority);
    if (aws.matches()) {
      String bucket = aws.group("bucket");
      return bucket == null ? bucketInPath(path, url) : location(bucket, path, url);
    }
    if (S3Origin.of(scheme + "://" + authority).filter(endpoints.known()::contains).isPresent()) {
      return bucketInPath(path, url);
    }
    throw unknownForm(url);
  }

  private static S3Location bucketInPath(String path, String url) {
    int slash = path.indexOf('/');
    return slash < 0
        ? location(path, "", url)
        : location(path.substring(0, slash), path.substring(slash + 1), url);
  }

  private static S3Location location(String bucket, String encodedKey, String url) {
    String key =
        PercentEncoding.decode(encodedKey)
            .orElseThrow(
                () -> refusal("its percent-encoding is malformed (write % in a key as %25)", url));
    // looked for after decoding, since placeholders also write it as %3FversionId%3D
    int version = key.lastIndexOf(VERSION);
    if (version >= 0) {
      return version(
          bucket, key.substring(0, version), key.substring(version + VERSION.length()), url);
    }
    if (encodedKey.indexOf('?') >= 0) {
      throw refusal("only versionId may follow '?' (write ? in a key as %3F)", url);
    }
    return new S3Location(bucket, key, Optional.empty());
  }

  private static S3Location version(String bucket, String key, String versionId, String url) {
    if (!VERSION_ID.matcher(versionId).matches()) {
      throw refusal("'" + shown(versionId) + "' is not a versionId", url);
    }
    return new S3Location(bucket, key, Optional.of(versionId));
  }

  private static RejectedException refusal(String reason, String url) {
    return new Rejection.InvalidRequest(
            "Cannot read the S3 URL " + shown(url) + ": " + reason + ".")
        .toException();
  }

  private RejectedException unknownForm(String url) {
    return new Rejection.InvalidRequest(
            "Not the URL of an S3 object: "
                + shown(url)
                + ". Known are https://s3.amazonaws.com/BUCKET/KEY,"
                + " https://s3.REGION.amazonaws.com/BUCKET/KEY,"
                + " https://BUCKET.s3.REGION.amazonaws.com/KEY and "
                + endpoints.presigned()
                + "/BUCKET/KEY.")
        .toException();
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
