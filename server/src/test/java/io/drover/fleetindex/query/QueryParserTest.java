package io.drover.fleetindex.query;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.fleetindex.query.Query.All;
import io.drover.fleetindex.query.Query.And;
import io.drover.fleetindex.query.Query.Bound;
import io.drover.fleetindex.query.Query.Exists;
import io.drover.fleetindex.query.Query.Limit;
import io.drover.fleetindex.query.Query.Not;
import io.drover.fleetindex.query.Query.Or;
import io.drover.fleetindex.query.Query.Part;
import io.drover.fleetindex.query.Query.Pattern;
import io.drover.fleetindex.query.Query.Phrase;
import io.drover.fleetindex.query.Query.Range;
import io.drover.fleetindex.query.Query.Term;
import io.drover.fleetindex.query.Query.Text;
import io.drover.fleetindex.query.Query.Wildcard;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidQuery;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {
  private static final Query A = term("a");
  private static final Query B = term("b");
  private static final Query C = term("c");

  private static Query term(String text) {
    return new Term(Optional.empty(), text);
  }

  private static Query term(String field, String text) {
    return new Term(Optional.of(field), text);
  }

  private static Query parse(String query) {
    return QueryParser.parse(query);
  }

  private static Limit including(String text) {
    return new Limit(text, false, true);
  }

  private static Limit excluding(String text) {
    return new Limit(text, false, false);
  }

  @Test
  void juxtapositionIsAnd() {
    assertThat(parse("a b")).isEqualTo(new And(List.of(A, B))).isEqualTo(parse("a AND b"));
    assertThat(parse("a b NOT c")).isEqualTo(new And(List.of(A, B, new Not(C))));
  }

  @Test
  void andBindsTighterThanOr() {
    assertThat(parse("a b OR c")).isEqualTo(new Or(List.of(new And(List.of(A, B)), C)));
    assertThat(parse("a (b OR c)")).isEqualTo(new And(List.of(A, new Or(List.of(B, C)))));
  }

  @Test
  void operatorsAreUpperCaseWords() {
    assertThat(parse("a and")).isEqualTo(new And(List.of(A, term("and"))));
    assertThat(parse("ORa")).isEqualTo(term("ORa"));
    assertThat(parse("\\OR")).isEqualTo(term("OR"));
    assertThat(parse("\"OR\"")).isEqualTo(new Phrase(Optional.empty(), List.of("or")));
  }

  @Test
  void aMinusRightBeforeAClauseNegatesIt() {
    assertThat(parse("-a")).isEqualTo(new Not(A)).isEqualTo(parse("NOT a"));
    assertThat(parse("a-b")).isEqualTo(term("a-b"));
    assertThat(parse("-(a)")).isEqualTo(new Not(A));
    assertThat(parse("thingName:-5")).isEqualTo(term("thingName", "-5"));
    assertThat(parse("thingName:(tv* AND -plasma)"))
        .isEqualTo(
            new And(
                List.of(
                    new Wildcard(
                        Optional.of("thingName"),
                        new Pattern(List.of(new Text("tv"), Part.ANY_RUN))),
                    new Not(term("thingName", "plasma")))));
  }

  @Test
  void aFieldHoldsForItsWholeGroup() {
    assertThat(parse("f:(a OR b)")).isEqualTo(new Or(List.of(term("f", "a"), term("f", "b"))));
    assertThat(parse("f:(a g:b)")).isEqualTo(new And(List.of(term("f", "a"), term("g", "b"))));
  }

  @Test
  void theArticlesQueryIsTheSameWithAndWithoutParentheses() {
    assertThat(parse("shadow.reported.ver:( bc78fd46f845)"))
        .isEqualTo(term("shadow.reported.ver", "bc78fd46f845"))
        .isEqualTo(parse("shadow.reported.ver:bc78fd46f845"))
        .isEqualTo(parse("  shadow.reported.ver : bc78fd46f845 "));
  }

  @Test
  void starsAloneAskForExistence() {
    assertThat(parse("*")).isEqualTo(new All());
    assertThat(parse("f:*")).isEqualTo(new Exists("f"));
    assertThat(parse("f:(* a)")).isEqualTo(new And(List.of(new Exists("f"), term("f", "a"))));
    assertThat(parse("f:\\*")).isEqualTo(term("f", "*"));
  }

  @Test
  void wildcardsStandAnywhereInATerm() {
    assertThat(parse("f:i*t?"))
        .isEqualTo(
            new Wildcard(
                Optional.of("f"),
                new Pattern(
                    List.of(new Text("i"), Part.ANY_RUN, new Text("t"), Part.ANY_CHARACTER))));
    parse("a*b*");
    parse("a?????");
    parse("*abc");
    parse("?abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*b*c*", "a??????", "*a *b", "*a OR ?b", "***"})
  void tooManyWildcardsAreRefused(String query) {
    refused(query);
  }

  @Test
  void aLeadingWildcardNeedsAShortQuery() {
    parse("*abc " + "x".repeat(95));
    refused("*abc " + "x".repeat(96));
  }

  @Test
  void rangesMixTheirBrackets() {
    assertThat(parse("f:[75 TO 80]")).isEqualTo(new Range("f", including("75"), including("80")));
    assertThat(parse("f : {75 TO 80]")).isEqualTo(new Range("f", excluding("75"), including("80")));
    assertThat(parse("f:{75 TO 80}")).isEqualTo(new Range("f", excluding("75"), excluding("80")));
    assertThat(parse("f:[* TO -8.5]")).isEqualTo(new Range("f", Bound.OPEN, including("-8.5")));
    assertThat(parse("f:([1 TO 2] a)"))
        .isEqualTo(
            new And(List.of(new Range("f", including("1"), including("2")), term("f", "a"))));
    assertThat(parse("f:[\"abcd\" TO \"abcf\"]"))
        .isEqualTo(new Range("f", new Limit("abcd", true, true), new Limit("abcf", true, true)));
  }

  @Test
  void comparisonsAreRangesWithOneBound() {
    assertThat(parse("f<5")).isEqualTo(new Range("f", Bound.OPEN, excluding("5")));
    assertThat(parse("f <= 5")).isEqualTo(new Range("f", Bound.OPEN, including("5")));
    assertThat(parse("f > 5")).isEqualTo(new Range("f", excluding("5"), Bound.OPEN));
    assertThat(parse("f>=5")).isEqualTo(new Range("f", including("5"), Bound.OPEN));
  }

  @Test
  void onlyUnquotedNumbersMakeARangeOfNumbers() {
    assertThat(((Range) parse("f:[1 TO 2e3]")).ofNumbers()).isTrue();
    assertThat(((Range) parse("f:[1 TO b]")).ofNumbers()).isFalse();
    assertThat(((Range) parse("f:[\"1\" TO 2]")).ofNumbers()).isFalse();
    assertThat(((Range) parse("f>076")).ofNumbers()).isFalse();
  }

  @Test
  void phrasesAreWords() {
    assertThat(parse("f:\"Two  words\""))
        .isEqualTo(new Phrase(Optional.of("f"), List.of("two", "words")));
    assertThat(parse("\"say \\\"hi\\\" *\""))
        .isEqualTo(new Phrase(Optional.empty(), List.of("say", "\"hi\"", "*")));
  }

  @Test
  void escapedCharactersStandForThemselves() {
    assertThat(parse("f:a\\:b\\ c\\/\\~")).isEqualTo(term("f", "a:b c/~"));
    assertThat(parse("attributes.a\\:b:c")).isEqualTo(term("attributes.a:b", "c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a AND",
        "AND a",
        "(a",
        "a)",
        "()",
        "a OR OR b",
        "OR",
        "NOT",
        "-",
        "a NOT",
        "a~",
        "a~2",
        "a^2",
        "\"a b\"~3",
        "\"a\"b",
        "a\"b\"",
        "/re/",
        "f:/re/",
        "a`b",
        "a@b",
        "a#b",
        "a%b",
        "a/b",
        "a'b",
        "a;b",
        "a\\",
        "\"a",
        "\"\"",
        "f:",
        ":a",
        "f:AND",
        "f::a",
        "f:a:b",
        "[1 TO 2]",
        "f:[1 TO 2",
        "f:[1 2]",
        "f:[TO 2]",
        "f:[1 TO]",
        "f:[1 to 2]",
        "f:[a* TO b]",
        "f:]",
        "f<",
        "f<>5",
        "f<(1)",
        "f<*",
        "<5",
        "*:a",
        "f*:a",
        "a && b",
        "a || b",
        "!a",
        "f:geo_distance,47.6,-122.3",
        "f:geo_distance,47.6,-122.3,",
        "f:geo_distance,47.6,-122.3,15.5km,1",
        "f:geo_distance,90.1,-122.3,15.5km",
        "f:geo_distance,47.6,180.1,15.5km",
        "f:geo_distance,47.6,-122.3,-1km",
        "f:geo_distance,47.6,-122.3,15.5miles",
        "f:geo_distance,47.6,-122.3,1e400km",
        "f:geo_distance, 47.6,-122.3,15.5km",
        "f:geo_distance,x,-122.3,15.5km",
        "geo_distance,47.6,-122.3,15.5km",
        "f.a*.b:1",
        "f.?:1",
        "f:(a",
        "f:()",
        "a\0b",
        "\"a\0\"",
        "f:NOT a",
        "(a OR) b"
      })
  void malformedQueriesAreRefused(String query) {
    refused(query);
  }

  @Test
  void twelveTermsAreTheMost() {
    parse(terms(12));
    assertThat(refused(terms(13)).message()).contains("more than 12 terms");
    refusal(InvalidQuery.class, () -> QueryParser.parse(terms(6), 5));
  }

  private static String terms(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).collect(Collectors.joining(" "));
  }

  @Test
  void aThousandCharactersAreTheMost() {
    parse("x".repeat(1_000));
    refused("x".repeat(1_001));
  }

  @Test
  void deepNestingIsRefused() {
    parse("(".repeat(32) + "a" + ")".repeat(32));
    refused("(".repeat(33) + "a" + ")".repeat(33));
    refused("(".repeat(1_000));
    refused("-".repeat(999) + "a");
  }

  @Test
  void randomTextIsReadOrRefusedAndNothingElse() {
    Random random = new Random(20260301);
    String[] pieces = {
      "a", "b.c", "AND", "OR", "NOT", "TO", "(", ")", "[", "]", "{", "}", "\"", ":", "*", "?", "<",
      ">", "=", "\\", "-", " ", " ", "1", "-2.5", "~", "^", "/", ",", "\t", "é", "\uD83D", "\0"
    };
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      String query =
          random
              .ints(random.nextInt(1, 14), 0, pieces.length)
              .mapToObj(piece -> pieces[piece])
              .collect(Collectors.joining());
      try {
        QueryParser.parse(query);
        read++;
      } catch (RejectedException e) {
        assertThat(e.rejection()).isInstanceOf(InvalidQuery.class);
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  private static InvalidQuery refused(String query) {
    return refusal(InvalidQuery.class, () -> QueryParser.parse(query));
  }

  @Test
  void aDistanceHasAPlaceAndAUnit() {
    assertThat(QueryParser.parse("f:geo_distance,47.6,-122.3,15.5km"))
        .isEqualTo(new Query.GeoDistance("f", 47.6, -122.3, 15_500));
    assertThat(QueryParser.parse("(f : geo_distance,0,0,2mi)"))
        .isEqualTo(new Query.GeoDistance("f", 0, 0, 2 * 1_609.344));
    assertThat(QueryParser.parse("f:geo_distance,-90,180,1e3"))
        .isEqualTo(new Query.GeoDistance("f", -90, 180, 1_000));
    assertThat(QueryParser.parse("f:geo_distance"))
        .isEqualTo(QueryParser.parse("f:(geo_distance)"));
  }

  @Test
  void aMarkInAFieldNameStandsForAWholePart() {
    assertThat(QueryParser.parse("a.*.b:1")).isEqualTo(new Query.Term(Optional.of("a.*.b"), "1"));
    assertThat(QueryParser.parse("a.*.b>1")).isInstanceOf(Query.Range.class);
  }
}
