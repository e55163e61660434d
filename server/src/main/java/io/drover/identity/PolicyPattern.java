package io.drover.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Text of a policy that others are compared with: `*` stands for any run of characters, `/`
/// included, `?` for one character, `${name}` for the value of a variable, which is taken literally
/// whatever it contains. Everything else, `+` and `#` included, stands for itself.
final class PolicyPattern {
  /// Whether text is of this pattern, where that can be said.
  enum Match {
    YES,
    NO,
    /// A variable has no value.
    UNRESOLVED
  }

  private enum Kind {
    TEXT,
    ANY_ONE,
    ANY_RUN,
    VARIABLE
  }

  private record Piece(Kind kind, String text) {}

  private final List<Piece> pieces;
  private final boolean ignoreCase;
  private final boolean variable;

  private PolicyPattern(List<Piece> pieces, boolean ignoreCase) {
    this.pieces = List.copyOf(pieces);
    this.ignoreCase = ignoreCase;
    this.variable = pieces.stream().anyMatch(piece -> piece.kind == Kind.VARIABLE);
  }

  /// A pattern of actions: their case does not matter, and there are no variables in them.
  static PolicyPattern ofAction(String text) {
    return new PolicyPattern(new Reader(text, false).pieces(), true);
  }

  /// A pattern of resources. Throws [IllegalArgumentException] when a variable does not end.
  static PolicyPattern ofResource(String text, boolean variables) {
    return new PolicyPattern(new Reader(text, variables).pieces(), false);
  }

  Match match(String text, PolicyVariables variables) {
    List<Piece> resolved = variable ? resolve(variables) : pieces;
    if (resolved == null) {
      return Match.UNRESOLVED;
    }
    return matches(resolved, text) ? Match.YES : Match.NO;
  }

  private @Nullable List<Piece> resolve(PolicyVariables variables) {
    List<Piece> resolved = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      if (piece.kind == Kind.VARIABLE) {
        String value = variables.value(piece.text);
        if (value == null) {
          return null;
        }
        resolved.add(new Piece(Kind.TEXT, value));
      } else {
        resolved.add(piece);
      }
    }
    return resolved;
  }

  /// Goes back to the last `*` alone: if the pieces before it match, how they did does not matter.
  private boolean matches(List<Piece> pieces, String text) {
    int piece = 0;
    int at = 0;
    int afterRun = -1;
    int runEnd = 0;
    while (piece < pieces.size() || at < text.length()) {
      if (piece < pieces.size() && pieces.get(piece).kind == Kind.ANY_RUN) {
        afterRun = ++piece;
        runEnd = at;
        continue;
      }
      int next = piece < pieces.size() ? after(pieces.get(piece), text, at) : -1;
      if (next >= 0) {
        piece++;
        at = next;
      } else if (afterRun < 0 || runEnd >= text.length()) {
        return false;
      } else {
        runEnd = next(text, runEnd);
        at = runEnd;
        piece = afterRun;
      }
    }
    return true;
  }

  /// Where `text` goes on after this piece, or -1.
  private int after(Piece piece, String text, int at) {
    if (piece.kind == Kind.ANY_ONE) {
      return at < text.length() ? next(text, at) : -1;
    }
    int length = piece.text.length();
    return text.regionMatches(ignoreCase, at, piece.text, 0, length) ? at + length : -1;
  }

  private static int next(String text, int at) {
    return at + Character.charCount(text.codePointAt(at));
  }

  /// Takes a pattern's text apart.
  private static final class Reader {
    private final String text;
    private final boolean variables;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    Reader(String text, boolean variables) {
      this.text = text;
      this.variables = variables;
    }

    List<Piece> pieces() {
      int at = 0;
      while (at < text.length()) {
        at = variables && text.startsWith("${", at) ? variable(at) : character(at);
      }
      endLiteral();
      return pieces;
    }

    private int character(int at) {
      char c = text.charAt(at);
      switch (c) {
        case '*' -> wildcard(Kind.ANY_RUN);
        case '?' -> wildcard(Kind.ANY_ONE);
        default -> literal.append(c);
      }
      return at + 1;
    }

    private int variable(int at) {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw new IllegalArgumentException("a variable does not end: " + text.substring(at));
      }
      String name = text.substring(at + 2, end);
      switch (name) {
        case "*", "?", "$" -> literal.append(name);
        default -> {
          endLiteral();
          pieces.add(new Piece(Kind.VARIABLE, name.toLowerCase(Locale.ROOT)));
        }
      }
      return end + 1;
    }

    private void wildcard(Kind kind) {
      endLiteral();
      boolean again =
          kind == Kind.ANY_RUN && !pieces.isEmpty() && pieces.getLast().kind == Kind.ANY_RUN;
      if (!again) {
        pieces.add(new Piece(kind, ""));
      }
    }

    private void endLiteral() {
      if (!literal.isEmpty()) {
        pieces.add(new Piece(Kind.TEXT, literal.toString()));
        literal.setLength(0);
      }
    }
  }
}
