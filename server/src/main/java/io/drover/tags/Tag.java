package io.drover.tags;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.regex.Pattern;

/// A key of 1 to 128 characters, not starting with `aws:`, with a value of at most 256; both of
/// letters, digits, spaces and `_.:/=+-@`.
public record Tag(String key, String value) {
  private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  public Tag {
    checkKey(key);
    if (value.length() > LONGEST_VALUE || !TEXT.matcher(value).matches()) {
      throw new InvalidRequest(
              "The value of tag "
                  + key
                  + " must be at most 256 letters, digits, spaces and _.:/=+-@")
          .toException();
    }
  }

  static void checkKey(String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY || !TEXT.matcher(key).matches()) {
      throw new InvalidRequest(
              "A tag's key is 1 to 128 letters, digits, spaces and _.:/=+-@; one is not.")
          .toException();
    }
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      throw new InvalidRequest("Tag keys that start with aws: are reserved.").toException();
    }
  }
}
