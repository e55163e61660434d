package io.drover.jobs;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The URL in a placeholder for an upload. Its key may hold `${thingName}`, `${jobId}` and
/// `${executionNumber}`, each twice at most; its bucket may not. A URL with a bucket and no key
/// gets one that no other execution and no other upload of the document has.
final class UploadUrl {
  private static final int MOST_USES_IN_KEY = 2;
  private static final List<String> VARIABLES =
      List.of("${thingName}", "${jobId}", "${executionNumber}");

  /// The bucket is in the host, or the first segment of the path.
  private static final Pattern URL =
      Pattern.compile(
          "(?<bucket>s3://[^/]+"
              + "|https?://[^/]+\\.s3[.-][^/]*amazonaws\\.com[^/]*"
              + "|https?://[^/]+/[^/]+)"
              + "(?:/(?<key>.*))?",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private UploadUrl() {}

  /// The URL with its key.
  ///
  /// @param number which upload of the document it is, from 1
  static String read(String url, int number) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw invalid("The URL of an upload names a bucket at least: " + url);
    }
    if (matcher.group("bucket").contains("${")) {
      throw invalid("The bucket of an upload cannot hold ${...}: " + url);
    }
    VARIABLES.forEach(variable -> checkUses(url, variable));
    String key = matcher.group("key");
    return key == null || key.isEmpty() ? withKey(matcher.group("bucket"), number) : url;
  }

  private static void checkUses(String url, String variable) {
    if (url.split(Pattern.quote(variable), -1).length - 1 > MOST_USES_IN_KEY) {
      throw invalid(variable + " may stand at most twice in the key of an upload.");
    }
  }

  private static String withKey(String bucket, int number) {
    return bucket + "/${jobId}/${thingName}/${executionNumber}/" + number;
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }
}
