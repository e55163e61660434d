package io.drover.bench;

import java.util.List;
import java.util.function.IntFunction;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.WildcardQuery;

/// One kind of query, in the server's language and as it is asked of a plain index; the number
/// makes it another query of the same kind, so that caches of results are of little use.
record SearchKind(String name, IntFunction<String> text, IntFunction<Query> plain) {
  private static final String BATTERY = "shadow.reported.stats.battery";
  private static final String HOURS = "shadow.reported.stats.hours";
  private static final String VERSION = "shadow.reported.ver";
  private static final String LOCATION = "shadow.reported.location";
  private static final String SERIAL = "attributes.serial";
  private static final String MODEL = "attributes.model";
  private static final String SITE = "attributes.site";

  static List<SearchKind> all(int things) {
    IntFunction<Integer> some = i -> (int) ((i * 7_919L + 13) % things);
    IntFunction<String> serial = i -> Population.serial(some.apply(i));
    return List.of(
        everything(),
        new SearchKind(
            "term, one thing",
            i -> SERIAL + ":" + serial.apply(i),
            i -> term(SERIAL, serial.apply(i))),
        new SearchKind(
            "term, a version of software",
            i -> VERSION + ":( " + Population.version(i) + " )",
            i -> term(VERSION, Population.version(i))),
        new SearchKind(
            "term, one word of several",
            i -> LOCATION + ":" + i % Population.HALLS,
            i -> term(LOCATION + PlainLucene.WORDS, "" + i % Population.HALLS)),
        new SearchKind(
            "phrase",
            i -> LOCATION + ":\"" + Population.hall(i) + "\"",
            i -> new PhraseQuery(LOCATION + PlainLucene.WORDS, Population.hall(i).split(" "))),
        new SearchKind(
            "prefix",
            i -> "thingName:" + Fleet.name(10 + i % 90) + "*",
            i -> new PrefixQuery(new Term("thingName", Fleet.name(10 + i % 90)))),
        wildcard("prefix, short", SERIAL, i -> hex(i, 1) + "*"),
        wildcard("infix *", SERIAL, i -> hex(i, 2) + "*" + hex(i + 5, 1)),
        wildcard("?", SERIAL, i -> serial.apply(i).substring(0, 9) + "?"),
        wildcard("? and *", SITE, i -> "s?" + i % 10 + "*"),
        wildcard("leading *", SERIAL, i -> "*" + hex(i, 3)),
        wildcard("leading * and infix", SERIAL, i -> "*" + hex(i, 3) + "*"),
        numbers("numeric range, wide", BATTERY, i -> i % 70, 6),
        numbers("numeric range, narrow", HOURS, some, 50),
        new SearchKind(
            "comparison",
            i -> BATTERY + "<" + (2 + i % 8),
            i -> DoubleField.newRangeQuery(BATTERY, Double.NEGATIVE_INFINITY, 1 + i % 8)),
        new SearchKind(
            "string range",
            i -> SERIAL + ":[\"" + hex(i, 2) + "0\" TO \"" + hex(i, 2) + "8\"]",
            i ->
                TermRangeQuery.newStringRange(
                    SERIAL, hex(i, 2) + "0", hex(i, 2) + "8", true, true)),
        mix(),
        new SearchKind(
            "NOT alone",
            i -> "NOT " + MODEL + ":m" + i % Population.MODELS,
            i -> not(new BooleanQuery.Builder(), term(MODEL, "m" + i % Population.MODELS))),
        new SearchKind(
            "exists, rare",
            i -> "shadow.desired.ver:* " + SITE + ":s" + i % 10 + "1",
            i -> both(new FieldExistsQuery("shadow.desired.ver"), term(SITE, "s" + i % 10 + "1"))),
        new SearchKind(
            "exists, everywhere", _ -> LOCATION + ":*", _ -> new FieldExistsQuery(LOCATION)),
        new SearchKind(
            "boolean",
            i -> "shadow.hasDelta:true " + MODEL + ":m" + i % Population.MODELS,
            i -> both(term("shadow.hasDelta", "true"), term(MODEL, "m" + i % Population.MODELS))),
        new SearchKind(
            "without a field",
            i -> Population.version(i),
            i -> term(PlainLucene.ANY, Population.version(i))),
        new SearchKind(
            "without a field, prefix",
            i -> hex(i, 3) + "*",
            i -> new PrefixQuery(new Term(PlainLucene.ANY, hex(i, 3)))),
        new SearchKind(
            "group",
            i -> "thingGroupNames:" + Population.group(i),
            i -> term("thingGroupNames", Population.group(i))),
        new SearchKind(
            "nothing found", i -> VERSION + ":none-" + i, i -> term(VERSION, "none-" + i)));
  }

  static SearchKind everything() {
    return new SearchKind("*", _ -> "*", _ -> MatchAllDocsQuery.INSTANCE);
  }

  /// The same query far behind its first page.
  SearchKind named(String other) {
    return new SearchKind(other, text, plain);
  }

  private static SearchKind wildcard(String name, String field, IntFunction<String> pattern) {
    return new SearchKind(
        name,
        i -> field + ":" + pattern.apply(i),
        i -> new WildcardQuery(new Term(field, pattern.apply(i))));
  }

  private static SearchKind numbers(
      String name, String field, IntFunction<Integer> from, int width) {
    return new SearchKind(
        name,
        i -> field + ":[" + from.apply(i) + " TO " + (from.apply(i) + width) + "]",
        i -> DoubleField.newRangeQuery(field, from.apply(i), from.apply(i) + width));
  }

  private static SearchKind mix() {
    return new SearchKind(
        "range, OR, NOT",
        i ->
            "%s:{70 TO 100} (%s OR %s) NOT %s:m%d"
                .formatted(
                    BATTERY,
                    Population.version(i),
                    Population.version(i + 1L),
                    MODEL,
                    i % Population.MODELS),
        i ->
            not(
                new BooleanQuery.Builder()
                    .add(DoubleField.newRangeQuery(BATTERY, 71, 99), Occur.FILTER)
                    .add(
                        new BooleanQuery.Builder()
                            .add(term(PlainLucene.ANY, Population.version(i)), Occur.SHOULD)
                            .add(term(PlainLucene.ANY, Population.version(i + 1L)), Occur.SHOULD)
                            .build(),
                        Occur.FILTER),
                term(MODEL, "m" + i % Population.MODELS)));
  }

  private static Query not(BooleanQuery.Builder others, Query negated) {
    return others
        .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
        .add(negated, Occur.MUST_NOT)
        .build();
  }

  private static Query both(Query one, Query other) {
    return new BooleanQuery.Builder().add(one, Occur.FILTER).add(other, Occur.FILTER).build();
  }

  private static Query term(String field, String value) {
    return new TermQuery(new Term(field, value));
  }

  /// Some digits that are the beginning, or the end, of some serial numbers.
  private static String hex(int i, int digits) {
    return Population.serial(i).substring(0, digits);
  }
}
