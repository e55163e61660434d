package io.drover.fleetindex;

import io.drover.fleetindex.GroupQueries.Ready;
import io.drover.registry.DynamicMembers.Found;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;

/// A slice of changed things, of which it is asked by which queries they are found. Only queries
/// that may find one are asked, and of these things alone, so that it makes no difference how many
/// others there are.
record ChangedThings(List<ThingDocument> things, LuceneDocuments form) {

  /// Every thing, with the groups whose queries find it.
  List<Found> foundBy(GroupQueries queries) {
    List<Document> documents = things.stream().map(form::write).toList();
    Set<String> keys = new HashSet<>();
    documents.forEach(document -> keys.addAll(QueryKeys.of(document)));
    Map<Long, Set<Long>> found = ask(documents, queries.mayFind(keys));
    return things.stream()
        .map(thing -> new Found(thing.id(), found.getOrDefault(thing.id(), Set.of())))
        .toList();
  }

  private Map<Long, Set<Long>> ask(List<Document> documents, List<Ready> queries) {
    Map<Long, Set<Long>> found = new HashMap<>();
    if (queries.isEmpty()) {
      return found;
    }
    try (FewDocuments index = FewDocuments.of(documents)) {
      for (Ready ready : queries) {
        for (int place : index.find(ready.query())) {
          found
              .computeIfAbsent(things.get(place).id(), _ -> new HashSet<>())
              .add(ready.group().id());
        }
      }
    }
    return found;
  }
}
