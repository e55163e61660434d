package io.drover.fleetindex;

import io.drover.fleetindex.GroupQueries.Ready;
import io.drover.registry.DynamicMembers.Found;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;

/// A slice of changed things, of which it is asked by which queries they are found. Only queries
/// that may find one are asked, and of the things alone that one may find, so that it makes no
/// difference how many others there are of either.
record ChangedThings(List<Written<ThingDocument>> things) {

  /// Every thing, with the groups whose queries find it.
  List<Found> foundBy(GroupQueries queries) {
    BitSet asked = new BitSet();
    List<Written<ThingDocument>> sought = new ArrayList<>();
    for (Written<ThingDocument> thing : things) {
      BitSet may = queries.byKey().mayFind(thing.document());
      if (!may.isEmpty()) {
        asked.or(may);
        sought.add(thing);
      }
    }
    Map<Long, Set<Long>> found =
        sought.isEmpty()
            ? Map.of()
            : ask(sought, asked.stream().mapToObj(queries.ready()::get).toList());
    return things.stream()
        .map(thing -> thing.known().id())
        .map(thing -> new Found(thing, found.getOrDefault(thing, Set.of())))
        .toList();
  }

  private static Map<Long, Set<Long>> ask(
      List<Written<ThingDocument>> things, List<Ready> queries) {
    List<Document> documents = things.stream().map(Written::document).toList();
    Map<Long, Set<Long>> found = new HashMap<>();
    try (FewDocuments index = FewDocuments.of(documents)) {
      for (Ready ready : queries) {
        for (int place : index.find(ready.query())) {
          found
              .computeIfAbsent(things.get(place).known().id(), _ -> new HashSet<>())
              .add(ready.group().id());
        }
      }
    }
    return found;
  }
}
