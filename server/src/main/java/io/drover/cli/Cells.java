package io.drover.cli;

import java.text.BreakIterator;
import java.util.Locale;

/// Text measured in the cells of a terminal, and made harmless for one.
final class Cells {
  private static final char REPLACEMENT = '?';

  private Cells() {}

  /// The text on one line, and without anything that a terminal takes for an order: blanks become
  /// spaces, other control characters question marks; marks that turn the direction of writing or
  /// cannot be seen are dropped.
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(clean, point));
    return clean.toString().strip();
  }

  private static void append(StringBuilder clean, int point) {
    switch (Character.getType(point)) {
      case Character.FORMAT -> {}
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR ->
          clean.append(' ');
      case Character.SURROGATE -> clean.append(REPLACEMENT);
      case Character.CONTROL ->
          clean.append(point == '\n' || point == '\r' || point == '\t' ? ' ' : REPLACEMENT);
      default -> clean.appendCodePoint(point);
    }
  }

  /// How many cells clean text takes.
  static int width(String text) {
    return text.codePoints().map(Cells::width).sum();
  }

  private static int width(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  /// The blocks that East Asian fonts draw over two cells, and emoji.
  private static boolean isWide(int point) {
    if (point < 0x1100) {
      return false;
    }
    return point <= 0x115f
        || (point >= 0x2e80 && point <= 0x303e)
        || (point >= 0x3041 && point <= 0xa4cf)
        || (point >= 0xa960 && point <= 0xa97f)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff01 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x17000 && point <= 0x18cff)
        || (point >= 0x1b000 && point <= 0x1b2ff)
        || (point >= 0x20000 && point <= 0x3fffd)
        || Character.isEmojiPresentation(point);
  }

  /// The text if it has room in so many cells, and otherwise its beginning with `mark` behind it.
  /// What readers take for one character is never cut apart.
  static String cut(String text, int cells, String mark) {
    if (width(text) <= cells) {
      return text;
    }
    String end = width(mark) <= cells ? mark : "";
    return beginning(text, cells - width(end)) + end;
  }

  private static String beginning(String text, int cells) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int end = 0;
    int used = 0;
    for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
      used += width(text.substring(end, next));
      if (used > cells) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }

  static String padRight(String text, int cells) {
    return text + " ".repeat(Math.max(0, cells - width(text)));
  }

  static String padLeft(String text, int cells) {
    return " ".repeat(Math.max(0, cells - width(text))) + text;
  }
}
