package io.drover.fleetindex;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.jspecify.annotations.Nullable;

/// Queries by their keys, so that what a document costs goes by what it holds, and not by how many
/// queries there are.
///
/// @param needing the queries, by their places, that a key may be enough for
/// @param always those that may find a document whatever it has
record QueriesByKey(Map<String, BitSet> needing, BitSet always) {
  private static final Set<String> KEYS = Set.of(IndexFields.TERMS, IndexFields.PATHS);

  static QueriesByKey of(List<QueryKeys> queries) {
    Map<String, BitSet> needing = new HashMap<>();
    BitSet always = new BitSet();
    for (int place = 0; place < queries.size(); place++) {
      int query = place;
      queries
          .get(place)
          .any()
          .ifPresentOrElse(
              keys ->
                  keys.forEach(key -> needing.computeIfAbsent(key, _ -> new BitSet()).set(query)),
              () -> always.set(query));
    }
    return new QueriesByKey(needing, always);
  }

  /// The places of the queries that may find a document.
  BitSet mayFind(Document document) {
    BitSet may = (BitSet) always.clone();
    for (IndexableField field : document) {
      if (KEYS.contains(field.name())) {
        @Nullable BitSet queries = needing.get(field.stringValue());
        if (queries != null) {
          may.or(queries);
        }
      }
    }
    return may;
  }
}
