package io.drover.fleetindex;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;

/// Whether it makes a difference to a query that a thing is in a group of some name. A dynamic
/// group may depend on older ones only: were two to depend on one another, or one on itself, their
/// members might change for ever.
record GroupNamesSought(Query query) {
  private static final String FIELD = "thingGroupNames";
  private static final LuceneDocuments FORM = new LuceneDocuments(Map.of(), List.of());
  private static final Translation TRANSLATION =
      new Translation(new SearchableFields(IndexingConfiguration.OFF), "");

  /// The first of some names that makes a difference.
  Optional<String> first(List<String> groups) {
    List<Query> seeing = conditions(query).filter(GroupNamesSought::seesGroups).toList();
    if (seeing.isEmpty() || groups.isEmpty()) {
      return Optional.empty();
    }
    List<Document> members = groups.stream().map(GroupNamesSought::memberOf).toList();
    try (FewDocuments index = FewDocuments.of(members)) {
      return seeing.stream()
          .flatMap(part -> index.find(TRANSLATION.of(part)).stream())
          .findFirst()
          .map(groups::get);
    }
  }

  /// What a thing is indexed as of which nothing is known but its group.
  private static Document memberOf(String group) {
    return FORM.write(new ThingDocument(0, "", "", null, List.of(group), Map.of(), 1, null, null));
  }

  private static Stream<Query> conditions(Query query) {
    return switch (query) {
      case And(List<Query> parts) -> parts.stream().flatMap(GroupNamesSought::conditions);
      case Or(List<Query> parts) -> parts.stream().flatMap(GroupNamesSought::conditions);
      case Not(Query part) -> conditions(part);
      default -> Stream.of(query);
    };
  }

  private static boolean seesGroups(Query condition) {
    return switch (condition) {
      case Term(Optional<String> field, _) -> sees(field);
      case Phrase(Optional<String> field, _) -> sees(field);
      case Wildcard(Optional<String> field, _) -> sees(field);
      case Exists(String field) -> field.equals(FIELD);
      case Range range -> range.field().equals(FIELD);
      case All _, And _, Or _, Not _, GeoDistance _ -> false;
    };
  }

  private static boolean sees(Optional<String> field) {
    return field.map(FIELD::equals).orElse(true);
  }
}
