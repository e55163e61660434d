package io.drover.artifacts;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// An object in the storage, or one version of it. Bucket and key keep S3's rules, and no segment
/// of the key is `.` or `..`: those change their meaning on the way through HTTP clients and file
/// systems.
record S3Location(String bucket, String key, Optional<String> versionId) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern DOT_SEGMENT = Pattern.compile("(^|/)\\.\\.?(/|$)");
  private static final int KEY_BYTES = 1024;

  S3Location {
    if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
      throw refusal("its URL names no bucket, or one that cannot exist: '" + bucket + "'");
    }
    if (key.isEmpty()) {
      throw refusal("its URL names bucket " + bucket + " and no object in it");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES || key.indexOf('\0') >= 0) {
      throw refusal("the object's key is longer than " + KEY_BYTES + " bytes or holds a NUL");
    }
    if (DOT_SEGMENT.matcher(key).find()) {
      throw refusal("the object's key " + key + " has a segment that is . or ..");
    }
  }

  /// `s3://bucket/key`, for messages.
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key + versionId.map(id -> "?versionId=" + id).orElse("");
  }

  private static RejectedException refusal(String message) {
    return new Rejection.InvalidRequest("Not an S3 object: " + message + ".").toException();
  }
}
