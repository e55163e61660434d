package io.drover.fleetindex.query;

import io.drover.fleetindex.query.Query.All;
import io.drover.fleetindex.query.Query.And;
import io.drover.fleetindex.query.Query.Bound;
import io.drover.fleetindex.query.Query.Exists;
import io.drover.fleetindex.query.Query.Limit;
import io.drover.fleetindex.query.Query.Mark;
import io.drover.fleetindex.query.Query.Not;
import io.drover.fleetindex.query.Query.Open;
import io.drover.fleetindex.query.Query.Or;
import io.drover.fleetindex.query.Query.Part;
import io.drover.fleetindex.query.Query.Pattern;
import io.drover.fleetindex.query.Query.Phrase;
import io.drover.fleetindex.query.Query.Range;
import io.drover.fleetindex.query.Query.Term;
import io.drover.fleetindex.query.Query.Text;
import io.drover.fleetindex.query.Query.Wildcard;
import io.drover.fleetindex.query.Scanner.Word;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the query language, by recursive descent over this grammar:
///
/// ```
/// or      = and { "OR" and }
/// and     = not { [ "AND" ] not }
/// not     = ( "NOT" | "-" ) not | primary
/// primary = [ field ":" ] ( "(" or ")" | range | phrase | term ) | field compare value | place
/// place   = field ":" "geo_distance," latitude "," longitude "," distance unit
/// range   = ( "[" | "{" ) value "TO" value ( "]" | "}" )
/// ```
///
/// Whatever it cannot read it refuses as [InvalidQuery]; no text makes it fail otherwise, and none
/// takes more time than its length allows: at most 1,000 characters, 12 terms, 32 levels.
public final class QueryParser {
  public static final int LONGEST = 1_000;
  public static final int MOST_TERMS = 12;

  /// Stands in a field name for any one part between dots.
  public static final String ANY_PART = "*";

  private static final String GEO_DISTANCE = "geo_distance,";
  private static final int DEEPEST = 32;
  private static final int LONGEST_WITH_LEADING_WILDCARD = 100;
  private static final int MOST_RUNS = 2;
  private static final int MOST_CHARACTERS = 5;

  private final Scanner scanner;
  private final int length;
  private final int mostTerms;
  private int terms;
  private int leadingWildcards;
  private int depth;

  private QueryParser(String query, int mostTerms) {
    this.scanner = new Scanner(query);
    this.length = query.length();
    this.mostTerms = mostTerms;
  }

  public static Query parse(String query) {
    return parse(query, MOST_TERMS);
  }

  /// As [#parse(String)], where fewer terms are allowed.
  public static Query parse(String query, int mostTerms) {
    if (query.length() > LONGEST) {
      throw new InvalidQuery(
              "A query has at most " + LONGEST + " characters, not " + query.length() + ".")
          .toException();
    }
    return new QueryParser(query, mostTerms).whole();
  }

  private Query whole() {
    Query query = or(Optional.empty());
    if (!scanner.atEnd()) {
      throw scanner.unexpected();
    }
    return query;
  }

  private Query or(Optional<String> field) {
    List<Query> parts = new ArrayList<>();
    do {
      parts.add(and(field));
    } while (scanner.take("OR"));
    return parts.size() == 1 ? parts.getFirst() : new Or(parts);
  }

  private Query and(Optional<String> field) {
    List<Query> parts = new ArrayList<>();
    do {
      parts.add(not(field));
    } while (scanner.take("AND") || anotherFollows());
    return parts.size() == 1 ? parts.getFirst() : new And(parts);
  }

  private boolean anotherFollows() {
    return !scanner.atEnd() && scanner.peek() != ')' && !scanner.sees("OR");
  }

  private Query not(Optional<String> field) {
    if (scanner.take("NOT") || scanner.takeMinus()) {
      deeper();
      Query negated = new Not(not(field));
      depth--;
      return negated;
    }
    if (scanner.sees("-")) {
      throw scanner.refuse("a minus stands right before what it negates");
    }
    return primary(field);
  }

  private Query primary(Optional<String> field) {
    return switch (scanner.peek()) {
      case '(' -> group(field);
      case '"' -> phrase(field);
      case '[', '{' -> range(field.orElseThrow(this::rangeWithoutField));
      default -> word(field);
    };
  }

  private Query group(Optional<String> field) {
    scanner.take('(');
    deeper();
    Query inner = or(field);
    if (!scanner.take(')')) {
      throw scanner.atEnd() ? scanner.refuse("a parenthesis has no partner") : scanner.unexpected();
    }
    depth--;
    return inner;
  }

  private void deeper() {
    depth++;
    if (depth > DEEPEST) {
      throw scanner.refuse("it is nested more than " + DEEPEST + " levels deep");
    }
  }

  private Query phrase(Optional<String> field) {
    scanner.take('"');
    String text = scanner.quoted();
    countTerm();
    refuseSuffix();
    List<String> words = Words.of(text);
    if (words.isEmpty()) {
      throw scanner.refuse("a quoted phrase is empty");
    }
    return new Phrase(field, words);
  }

  /// What cannot be told from a field name before what follows has been seen.
  private Query word(Optional<String> field) {
    Word word = scanner.word();
    return switch (scanner.peek()) {
      case ':' -> {
        String name = fieldName(word);
        scanner.take(':');
        yield ofField(name);
      }
      case '<', '>' -> comparison(fieldName(word));
      default -> term(field, word);
    };
  }

  private String fieldName(Word word) {
    if (word.isOperator() || word.isStar()) {
      throw scanner.refuse("a field name is expected before : < and >");
    }
    return word.isPlain() ? word.text() : path(word.pattern());
  }

  /// A field name in which a mark stands for a whole part between dots.
  private String path(Pattern pattern) {
    StringBuilder path = new StringBuilder();
    for (Part part : pattern.parts()) {
      switch (part) {
        case Text(String characters) -> path.append(characters);
        case Mark.ANY_RUN -> path.append(ANY_PART);
        case Mark.ANY_CHARACTER ->
            throw scanner.refuse("a field name is expected before : < and >");
      }
    }
    if (Stream.of(path.toString().split("\\.", -1))
        .anyMatch(part -> part.contains(ANY_PART) && !part.equals(ANY_PART))) {
      throw scanner.refuse("a * in a field name stands for a whole part of it");
    }
    return path.toString();
  }

  private Query ofField(String field) {
    Optional<String> owner = Optional.of(field);
    Optional<String> place = scanner.takeBehind(GEO_DISTANCE);
    if (place.isPresent()) {
      countTerm();
      return Distances.parse(field, place.get()).orElseThrow(this::noDistance);
    }
    return switch (scanner.peek()) {
      case '(' -> group(owner);
      case '"' -> phrase(owner);
      case '[', '{' -> range(field);
      default -> term(owner, scanner.word());
    };
  }

  private Query term(Optional<String> field, Word word) {
    if (word.isOperator()) {
      throw scanner.refuse("an operator stands where a term is expected");
    }
    refuseSuffix();
    countTerm();
    if (word.isPlain()) {
      return new Term(field, word.text());
    }
    if (word.isStar()) {
      return field.<Query>map(Exists::new).orElseGet(All::new);
    }
    return new Wildcard(field, checked(word.pattern()));
  }

  private void refuseSuffix() {
    if (!scanner.termEnds()) {
      throw scanner.unexpected();
    }
  }

  private Pattern checked(Pattern pattern) {
    if (pattern.count(Part.ANY_RUN) > MOST_RUNS
        || pattern.count(Part.ANY_CHARACTER) > MOST_CHARACTERS) {
      throw scanner.refuse(
          "a term has at most " + MOST_RUNS + " * and " + MOST_CHARACTERS + " ? wildcards");
    }
    if (pattern.startsWithMark()) {
      leadingWildcards++;
      if (leadingWildcards > 1 || length > LONGEST_WITH_LEADING_WILDCARD) {
        throw scanner.refuse(
            "one term may start with a wildcard, in a query of at most "
                + LONGEST_WITH_LEADING_WILDCARD
                + " characters");
      }
    }
    return pattern;
  }

  private Query range(String field) {
    boolean fromIncluded = scanner.take('[');
    if (!fromIncluded) {
      scanner.take('{');
    }
    Bound from = bound(fromIncluded, false);
    if (!scanner.take("TO")) {
      throw scanner.refuse("a range has TO between its bounds");
    }
    Bound to = boundBeforeEnd();
    countTerm();
    return from instanceof Open && to instanceof Open
        ? new Exists(field)
        : new Range(field, from, to);
  }

  /// The upper bound: only the bracket behind it tells whether it is included.
  private Bound boundBeforeEnd() {
    Bound open = bound(true, false);
    boolean included = scanner.take(']');
    if (!included && !scanner.take('}')) {
      throw scanner.refuse("a range ends with ] or }");
    }
    return open instanceof Limit limit ? new Limit(limit.text(), limit.quoted(), included) : open;
  }

  private Query comparison(String field) {
    boolean below = scanner.take('<');
    if (!below) {
      scanner.take('>');
    }
    boolean included = scanner.touches('=');
    Bound limit = bound(included, included);
    if (!(limit instanceof Limit)) {
      throw scanner.refuse("a comparison needs a value");
    }
    countTerm();
    return below ? new Range(field, Bound.OPEN, limit) : new Range(field, limit, Bound.OPEN);
  }

  /// A bound of a range; `afterEquals` when an equals sign stands before it.
  private Bound bound(boolean included, boolean afterEquals) {
    if (afterEquals) {
      scanner.take('=');
    }
    if (scanner.take('"')) {
      return new Limit(scanner.quoted(), true, included);
    }
    Word word = scanner.word();
    if (word.isStar()) {
      return Bound.OPEN;
    }
    if (!word.isPlain() || word.isOperator()) {
      throw scanner.refuse("a bound is a value or *");
    }
    return new Limit(word.text(), word.escaped(), included);
  }

  private void countTerm() {
    terms++;
    if (terms > mostTerms) {
      throw scanner.refuse("it has more than " + mostTerms + " terms");
    }
  }

  private RejectedException noDistance() {
    return scanner.refuse("geo_distance is followed by ,LATITUDE,LONGITUDE,DISTANCE and its unit");
  }

  private RejectedException rangeWithoutField() {
    return scanner.refuse("a range needs a field");
  }
}
