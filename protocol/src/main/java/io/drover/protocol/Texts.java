package io.drover.protocol;

/// What the contract's patterns say of text, without the cost of patterns.
final class Texts {
  private Texts() {}

  /// `[a-zA-Z0-9_-]+`, and also `:` where `colon` says so.
  static boolean isName(String text, int longest, boolean colon) {
    if (text.isEmpty() || text.length() > longest) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      boolean fits = letter || digit || c == '_' || c == '-' || (colon && c == ':');
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /// `[^\p{C}]`: no control, format, private, unassigned or lone surrogate character.
  static boolean isPrintable(int point) {
    if (point >= ' ' && point < 0x7f) {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /// Whether the text can be written as UTF-8: no half of a surrogate pair stands alone.
  static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }
}
