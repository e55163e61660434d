package io.drover.fleetindex;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.fleetindex.query.QueryParser;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.junit.jupiter.api.Test;

/// Whether a query has to be asked about a document is told from what stands in it.
class QueryKeysTest {
  private static final Document THING =
      new LuceneDocuments(Map.of(), List.of())
          .write(
              new ThingDocument(
                  1,
                  "Pump-1",
                  "uuid",
                  null,
                  List.of("g1"),
                  Map.of("colour", "dark red", "n", "75"),
                  1,
                  "{\"reported\":{\"on\":true,\"load\":7.5}}",
                  null));

  private static boolean asked(String query) {
    QueryKeys keys = QueryKeys.of(QueryParser.parse(query));
    return QueriesByKey.of(List.of(keys)).mayFind(THING).get(0);
  }

  @Test
  void queriesForWhatADocumentHasAreAsked() {
    for (String query :
        List.of(
            "thingName:pump-1",
            "attributes.colour:RED",
            "attributes.colour:\"dark red\"",
            "attributes.n:75",
            "attributes.n:\"75\"",
            "attributes.n>7",
            "shadow.reported.load:7.5",
            "shadow.reported.on:true",
            "shadow.reported:*",
            "thingGroupNames:(g1 OR g2)",
            "attributes.colour:d*k",
            "red thingName:*",
            "red",
            "d?rk")) {
      assertThat(asked(query)).as(query).isTrue();
    }
  }

  @Test
  void queriesForWhatNoDocumentHasAreNot() {
    for (String query :
        List.of(
            "thingName:pump-2",
            "attributes.size:*",
            "attributes.size>7",
            "shadow.reported.on:false",
            "thingGroupNames:g2 OR attributes.colour:green",
            "thingName:* attributes.colour:green NOT blue",
            "green",
            "attributes.size:b*")) {
      assertThat(asked(query)).as(query).isFalse();
    }
  }

  @Test
  void queriesThatMayFindWhateverADocumentHasAreAlwaysAsked() {
    for (String query : List.of("*", "NOT red", "-attributes.n:75", "red OR NOT green", "x*")) {
      assertThat(QueryKeys.of(QueryParser.parse(query)).any()).as(query).isEmpty();
    }
  }
}
