package io.drover.fleetindex;

import io.drover.fleetindex.query.Numbers;
import io.drover.fleetindex.query.Query;
import io.drover.fleetindex.query.Query.All;
import io.drover.fleetindex.query.Query.And;
import io.drover.fleetindex.query.Query.Exists;
import io.drover.fleetindex.query.Query.GeoDistance;
import io.drover.fleetindex.query.Query.Not;
import io.drover.fleetindex.query.Query.Or;
import io.drover.fleetindex.query.Query.Phrase;
import io.drover.fleetindex.query.Query.Range;
import io.drover.fleetindex.query.Query.Term;
import io.drover.fleetindex.query.Query.Wildcard;
import io.drover.fleetindex.query.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be told of a query without asking it: keys of which every document has one that it
/// finds. Keys are the terms and paths of [IndexFields].
///
/// @param any empty when the query may find documents whatever they have
record QueryKeys(Optional<Set<String>> any) {

  static QueryKeys of(Query query) {
    return new QueryKeys(keys(query));
  }

  private static Optional<Set<String>> keys(Query query) {
    return switch (query) {
      case All _, Not _ -> Optional.empty();
      case And(List<Query> parts) -> fewest(parts);
      case Or(List<Query> parts) -> union(parts);
      case Exists(String field) -> path(Optional.of(field));
      case Term(Optional<String> field, String text) -> value(field, text);
      case Phrase(Optional<String> field, List<String> words) -> value(field, words.getFirst());
      case Wildcard(Optional<String> field, _) -> path(field);
      case Range range -> path(Optional.of(range.field()));
      case GeoDistance distance -> path(Optional.of(distance.field()));
    };
  }

  /// All parts have to find the document, so that the keys of any one will do. Terms tell more than
  /// paths, which most documents may have.
  private static Optional<Set<String>> fewest(List<Query> parts) {
    return parts.stream()
        .map(QueryKeys::keys)
        .flatMap(Optional::stream)
        .min(
            Comparator.<Set<String>, Boolean>comparing(
                    keys -> !keys.stream().allMatch(IndexFields::isTerm))
                .thenComparingInt(Set::size));
  }

  private static Optional<Set<String>> union(List<Query> parts) {
    List<Optional<Set<String>>> all = parts.stream().map(QueryKeys::keys).toList();
    return all.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            all.stream().flatMap(Optional::stream).flatMap(Set::stream).collect(Collectors.toSet()))
        : Optional.empty();
  }

  /// A text that spells a number may also find the number, which is no term.
  private static Optional<Set<String>> value(Optional<String> field, String text) {
    return field.isPresent() && Numbers.parse(text).isPresent()
        ? path(field)
        : Optional.of(
            Set.of(IndexFields.term(field.orElse(IndexFields.ANY_PATH), Words.folded(text))));
  }

  private static Optional<Set<String>> path(Optional<String> field) {
    return field.map(Set::of);
  }
}
