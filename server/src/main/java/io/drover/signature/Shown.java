package io.drover.signature;

/// A caller's text in a message: cut to 128 characters.
final class Shown {
  private static final int LONGEST = 128;

  private Shown() {}

  static String text(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
