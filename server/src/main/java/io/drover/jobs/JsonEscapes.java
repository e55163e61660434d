package io.drover.jobs;

import tools.jackson.databind.json.JsonMapper;

/// Text as it stands between the quotes of a JSON string.
public final class JsonEscapes {
  private JsonEscapes() {}

  /// The text with every character escaped that would end or break the string.
  public static String of(String text) {
    String quoted = JsonMapper.shared().writeValueAsString(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
