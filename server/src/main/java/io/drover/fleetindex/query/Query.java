package io.drover.fleetindex.query;

import java.util.List;
import java.util.Optional;

/// What a query asks for. A condition without a field is about every string value of a document.
/// Made by [QueryParser], which keeps the limits; field names and values are as they were written,
/// without quotes and escapes.
public sealed interface Query {

  /// Every document.
  record All() implements Query {}

  /// All of at least two.
  record And(List<Query> parts) implements Query {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /// Any of at least two.
  record Or(List<Query> parts) implements Query {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Query part) implements Query {}

  /// The field has a value.
  record Exists(String field) implements Query {}

  /// A word of the field's value, the whole value, or the number that the text spells.
  record Term(Optional<String> field, String text) implements Query {}

  /// Consecutive words of the field's value; at least one.
  record Phrase(Optional<String> field, List<String> words) implements Query {
    public Phrase {
      words = List.copyOf(words);
    }
  }

  /// A word or whole value that fits a pattern.
  record Wildcard(Optional<String> field, Pattern pattern) implements Query {}

  /// A place within a distance of another, which is given in degrees.
  record GeoDistance(String field, double latitude, double longitude, double meters)
      implements Query {}

  /// A value between two bounds: of numbers when every bound that is there is one, else of texts.
  record Range(String field, Bound from, Bound to) implements Query {

    public boolean ofNumbers() {
      return from.isNumberOrOpen() && to.isNumberOrOpen();
    }
  }

  /// One end of a range.
  sealed interface Bound {
    Bound OPEN = new Open();

    boolean isNumberOrOpen();
  }

  record Open() implements Bound {
    @Override
    public boolean isNumberOrOpen() {
      return true;
    }
  }

  /// `quoted` bounds are texts, whatever they spell.
  record Limit(String text, boolean quoted, boolean included) implements Bound {
    @Override
    public boolean isNumberOrOpen() {
      return !quoted && Numbers.parse(text).isPresent();
    }
  }

  /// Characters that stand for themselves, and two marks that stand for others.
  record Pattern(List<Part> parts) {
    public Pattern {
      parts = List.copyOf(parts);
    }

    boolean startsWithMark() {
      return !(parts.getFirst() instanceof Text);
    }

    long count(Part mark) {
      return parts.stream().filter(mark::equals).count();
    }
  }

  sealed interface Part {
    Part ANY_RUN = Mark.ANY_RUN;
    Part ANY_CHARACTER = Mark.ANY_CHARACTER;
  }

  enum Mark implements Part {
    ANY_RUN,
    ANY_CHARACTER
  }

  record Text(String characters) implements Part {}
}
