package io.drover.fleetindex.query;

import io.drover.fleetindex.query.Query.Mark;
import io.drover.fleetindex.query.Query.Part;
import io.drover.fleetindex.query.Query.Pattern;
import io.drover.fleetindex.query.Query.Text;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the text of a query from left to right: marks, words and quoted phrases.
final class Scanner {
  private static final char END = '\0';
  private static final String BLANK_OR_STRUCTURE = "()[]{}\":<>";

  /// Characters that must be escaped or quoted. Some stand for what is not served: `/` for regular
  /// expressions, `^` for boosts, `~` for fuzziness and proximity.
  private static final String REFUSED = "`@#%/';^~&|!,";

  private final String query;
  private int at;

  Scanner(String query) {
    this.query = query;
  }

  /// A run of characters without blanks. `escaped` when any of them was written with a backslash.
  record Word(Pattern pattern, boolean escaped) {

    boolean isPlain() {
      return pattern.parts().size() == 1 && pattern.parts().getFirst() instanceof Text;
    }

    boolean isOperator() {
      return is("AND") || is("OR") || is("NOT") || is("TO");
    }

    boolean is(String text) {
      return !escaped
          && isPlain()
          && pattern.parts().getFirst() instanceof Text(String characters)
          && characters.equals(text);
    }

    /// Only the mark that stands for anything.
    boolean isStar() {
      return pattern.parts().equals(List.of(Mark.ANY_RUN));
    }

    /// The characters; the word must be [#isPlain].
    String text() {
      return ((Text) pattern.parts().getFirst()).characters();
    }
  }

  boolean atEnd() {
    skipBlanks();
    return at >= query.length();
  }

  /// The next character that is not blank, without taking it; 0 at the end.
  char peek() {
    skipBlanks();
    return character(at);
  }

  /// Takes the next character when it is this one.
  boolean take(char expected) {
    if (peek() != expected || at >= query.length()) {
      return false;
    }
    at++;
    return true;
  }

  /// Whether a clause is negated by a minus sign that stands right before it.
  boolean takeMinus() {
    if (peek() == '-' && at + 1 < query.length() && !Character.isWhitespace(character(at + 1))) {
      at++;
      return true;
    }
    return false;
  }

  /// Whether the next word is this operator; it stays where it is.
  boolean sees(String operator) {
    int before = at;
    boolean seen = take(operator);
    at = before;
    return seen;
  }

  boolean take(String operator) {
    int before = at;
    if (startsWord() && query.startsWith(operator, at) && word().is(operator)) {
      return true;
    }
    at = before;
    return false;
  }

  /// Takes this beginning and what follows up to a blank, a parenthesis or the end, which is
  /// answered; empty, and nothing taken, when something else stands here.
  Optional<String> takeBehind(String beginning) {
    skipBlanks();
    if (!query.startsWith(beginning, at)) {
      return Optional.empty();
    }
    int start = at + beginning.length();
    at = start;
    while (at < query.length() && !endsToken(query.charAt(at))) {
      at++;
    }
    return Optional.of(query.substring(start, at));
  }

  private static boolean endsToken(char next) {
    return Character.isWhitespace(next) || next == '(' || next == ')';
  }

  private boolean startsWord() {
    return !atEnd() && BLANK_OR_STRUCTURE.indexOf(peek()) < 0 && REFUSED.indexOf(peek()) < 0;
  }

  /// The word that starts here; refuses anything else.
  Word word() {
    skipBlanks();
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean escaped = false;
    while (at < query.length()) {
      char next = query.charAt(at);
      if (Character.isWhitespace(next) || BLANK_OR_STRUCTURE.indexOf(next) >= 0) {
        break;
      }
      at++;
      switch (next) {
        case '*' -> mark(parts, text, Mark.ANY_RUN);
        case '?' -> mark(parts, text, Mark.ANY_CHARACTER);
        case '\\' -> {
          text.append(escapedCharacter());
          escaped = true;
        }
        default -> text.append(allowed(next));
      }
    }
    flush(parts, text);
    if (parts.isEmpty()) {
      throw unexpected();
    }
    return new Word(new Pattern(parts), escaped);
  }

  private static void mark(List<Part> parts, StringBuilder text, Mark mark) {
    flush(parts, text);
    parts.add(mark);
  }

  private static void flush(List<Part> parts, StringBuilder text) {
    if (!text.isEmpty()) {
      parts.add(new Text(text.toString()));
      text.setLength(0);
    }
  }

  private char allowed(char next) {
    if (REFUSED.indexOf(next) >= 0 || next == END) {
      throw refuse("the character " + next + " must be escaped or quoted");
    }
    return next;
  }

  private char escapedCharacter() {
    if (at >= query.length() || query.charAt(at) == END) {
      throw refuse("a backslash stands before the character that it escapes");
    }
    return query.charAt(at++);
  }

  /// What stands between two quotation marks, of which the first has been taken.
  String quoted() {
    StringBuilder text = new StringBuilder();
    while (at < query.length()) {
      char next = query.charAt(at++);
      if (next == '"') {
        return text.toString();
      }
      text.append(next == '\\' ? escapedCharacter() : quotable(next));
    }
    throw refuse("a quotation mark has no partner");
  }

  private char quotable(char next) {
    if (next == END) {
      throw refuse("it has a NUL character");
    }
    return next;
  }

  /// Whether a character follows at once, without a blank between.
  boolean touches(char expected) {
    return character(at) == expected;
  }

  /// Whether a blank, a parenthesis or the end stands behind what was taken.
  boolean termEnds() {
    return peek() == '('
        || peek() == ')'
        || at >= query.length()
        || Character.isWhitespace(query.charAt(at - 1));
  }

  RejectedException unexpected() {
    return atEnd()
        ? refuse("it ends where a term is expected")
        : refuse("unexpected " + character(at) + " at position " + (at + 1));
  }

  RejectedException refuse(String reason) {
    return new InvalidQuery("Unable to parse query, " + reason + ", query string: " + query)
        .toException();
  }

  private void skipBlanks() {
    while (at < query.length() && Character.isWhitespace(query.charAt(at))) {
      at++;
    }
  }

  private char character(int position) {
    return position < query.length() ? query.charAt(position) : END;
  }
}
