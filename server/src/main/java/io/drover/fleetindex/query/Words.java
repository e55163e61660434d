package io.drover.fleetindex.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How values and terms come to be compared: by the words between blanks, whatever their case.
public final class Words {
  private Words() {}

  /// The words of a value, as they are compared; none when it is blank.
  public static List<String> of(String value) {
    List<String> words = new ArrayList<>(1);
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || Character.isWhitespace(value.charAt(i))) {
        if (i > start) {
          words.add(folded(value.substring(start, i)));
        }
        start = i + 1;
      }
    }
    return words;
  }

  public static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
