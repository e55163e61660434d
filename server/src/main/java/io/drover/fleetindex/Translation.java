package io.drover.fleetindex;

import io.drover.fleetindex.query.Numbers;
import io.drover.fleetindex.query.Query;
import io.drover.fleetindex.query.Query.All;
import io.drover.fleetindex.query.Query.And;
import io.drover.fleetindex.query.Query.Bound;
import io.drover.fleetindex.query.Query.Exists;
import io.drover.fleetindex.query.Query.GeoDistance;
import io.drover.fleetindex.query.Query.Limit;
import io.drover.fleetindex.query.Query.Not;
import io.drover.fleetindex.query.Query.Open;
import io.drover.fleetindex.query.Query.Or;
import io.drover.fleetindex.query.Query.Pattern;
import io.drover.fleetindex.query.Query.Phrase;
import io.drover.fleetindex.query.Query.Range;
import io.drover.fleetindex.query.Query.Term;
import io.drover.fleetindex.query.Query.Wildcard;
import io.drover.fleetindex.query.Words;
import io.drover.rejection.Rejection.InvalidQuery;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/// A query in the terms and points of [IndexFields]. Nothing is scored: results have an order of
/// their own.
///
/// @param text the query as it was written, for refusals
record Translation(FieldNames fields, String text) {
  /// Refuses a field that is not indexed.
  org.apache.lucene.search.Query of(Query query) {
    return switch (query) {
      case All _ -> MatchAllDocsQuery.INSTANCE;
      case And(List<Query> parts) -> all(parts);
      case Or(List<Query> parts) -> any(parts.stream().map(this::of).toList());
      case Not _ -> all(List.of(query));
      case Exists(String field) ->
          new TermQuery(new org.apache.lucene.index.Term(IndexFields.PATHS, known(field)));
      case Term(Optional<String> field, String value) -> value(path(field), value);
      case Phrase(Optional<String> field, List<String> words) -> phrase(path(field), words);
      case Wildcard(Optional<String> field, Pattern pattern) ->
          wildcard(path(field.map(this::open)), pattern);
      case Range range -> range(range);
      case GeoDistance(String field, double latitude, double longitude, double meters) ->
          LatLonPoint.newDistanceQuery(
              IndexFields.places(location(field)), latitude, longitude, meters);
    };
  }

  private String known(String field) {
    fields.require(field, text);
    return field;
  }

  private String location(String field) {
    if (!fields.isLocation(known(field))) {
      throw new InvalidQuery(
              "Unable to parse query, the field is not among the geoLocations, field name: "
                  + field
                  + ", query string: "
                  + text)
          .toException();
    }
    return field;
  }

  /// Refuses a version of a package, which can only be asked for as it is.
  private String open(String field) {
    if (Packages.isVersion(field)) {
      throw new InvalidQuery(
              "Unable to parse query, versions of packages are matched whole, field name: "
                  + field
                  + ", query string: "
                  + text)
          .toException();
    }
    return field;
  }

  private String path(Optional<String> field) {
    return field.map(this::known).orElse(IndexFields.ANY_PATH);
  }

  private org.apache.lucene.search.Query all(List<Query> parts) {
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    boolean anyRequired = false;
    for (Query part : parts) {
      if (part instanceof Not(Query negated)) {
        builder.add(of(negated), Occur.MUST_NOT);
      } else {
        builder.add(of(part), Occur.FILTER);
        anyRequired = true;
      }
    }
    if (!anyRequired) {
      builder.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
    }
    return builder.build();
  }

  private static org.apache.lucene.search.Query any(List<org.apache.lucene.search.Query> parts) {
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    parts.forEach(part -> builder.add(part, Occur.SHOULD));
    return builder.build();
  }

  private static org.apache.lucene.search.Query value(String path, String value) {
    org.apache.lucene.search.Query asText = term(path, Words.folded(value));
    if (path.equals(IndexFields.ANY_PATH)) {
      return asText;
    }
    return Numbers.parse(value).stream()
        .mapToObj(number -> any(List.of(asText, IndexFields.numbers(path, number, number))))
        .findFirst()
        .orElse(asText);
  }

  private static org.apache.lucene.search.Query term(String path, String text) {
    return new TermQuery(
        new org.apache.lucene.index.Term(IndexFields.TERMS, IndexFields.term(path, text)));
  }

  private static org.apache.lucene.search.Query phrase(String path, List<String> words) {
    if (words.size() == 1) {
      return value(path, words.getFirst());
    }
    PhraseQuery.Builder builder = new PhraseQuery.Builder();
    words.forEach(
        word ->
            builder.add(
                new org.apache.lucene.index.Term(
                    IndexFields.PHRASES, IndexFields.term(path, word))));
    return builder.build();
  }

  private org.apache.lucene.search.Query wildcard(String path, Pattern pattern) {
    try {
      return PatternQuery.of(path, pattern);
    } catch (TooComplexToDeterminizeException e) {
      throw new InvalidQuery("Unable to parse query, a wildcard is too complex, query: " + text)
          .toException();
    }
  }

  private org.apache.lucene.search.Query range(Range range) {
    String path = known(open(range.field()));
    if (range.ofNumbers()) {
      double from = from(range.from());
      double to = to(range.to());
      return from > to ? MatchNoDocsQuery.INSTANCE : IndexFields.numbers(path, from, to);
    }
    return new TermRangeQuery(
        IndexFields.TERMS,
        range.from() instanceof Limit limit ? bytes(path, limit) : IndexFields.startOf(path),
        range.to() instanceof Limit limit ? bytes(path, limit) : IndexFields.endOf(path),
        !(range.from() instanceof Limit(_, _, boolean included)) || included,
        range.to() instanceof Limit(_, _, boolean included) && included);
  }

  private static BytesRef bytes(String path, Limit limit) {
    return new BytesRef(IndexFields.term(path, Words.folded(limit.text())));
  }

  private static double from(Bound bound) {
    return switch (bound) {
      case Open _ -> Double.NEGATIVE_INFINITY;
      case Limit limit -> limit.included() ? number(limit) : DoublePoint.nextUp(number(limit));
    };
  }

  private static double to(Bound bound) {
    return switch (bound) {
      case Open _ -> Double.POSITIVE_INFINITY;
      case Limit limit -> limit.included() ? number(limit) : DoublePoint.nextDown(number(limit));
    };
  }

  private static double number(Limit limit) {
    return Numbers.parse(limit.text()).orElseThrow();
  }
}
