package io.drover.fleetindex;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.fleetindex.IndexingConfiguration.Mode;
import io.drover.fleetindex.query.QueryParser;
import io.drover.rejection.Rejection.InvalidQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What queries find, over a small fleet.
class SearchTest {
  private static final IndexingConfiguration CONFIGURATION =
      new IndexingConfiguration(
          Mode.REGISTRY_AND_SHADOW, false, false, true, List.of("s"), List.of());

  @TempDir Path folder;
  private StoredIndex index;

  @BeforeEach
  void open() throws IOException {
    index = StoredIndex.open(folder);
    index.put(
        List.of(
            thing(1, "tv1", "lamp", Map.of("n", "75", "model", "legacy"), "g1"),
            thing(2, "tv2", null, Map.of("n", "80.0", "serial", "ABCE"), "g1", "g2"),
            thing(3, "plasma", null, Map.of("n", "076", "model", "new"), "g2"),
            shadow(
                4,
                "a-b",
                """
                {"reported":{"ver":"BC78FD46F845","myvalues":[1,2,3],"mixed":[{"x":1},2],
                 "none":null,"note":"Two Words here","on":true,
                 "location":{"lat":1.5},"one.two":1,"exp":"12e45","big":1e300},
                 "desired":{"stats":{"battery":75}},
                 "metadata":{"reported":{"ver":{"timestamp":1700000000}}},
                 "hasDelta":true,"version":7,
                 "name":{"s":{"desired":{"filament":"x y"},"hasDelta":false,"version":1}}}"""),
            shadow(
                5,
                "b",
                """
                {"reported":{"ver":"bc78fd46f845-dirty","note":"here two words"},"hasDelta":false}""")),
        new LuceneDocuments(CONFIGURATION.aggregated()));
    index.refresh();
  }

  @AfterEach
  void close() {
    index.close();
  }

  private static ThingDocument thing(
      long id,
      String name,
      @Nullable String type,
      Map<String, String> attributes,
      String... groups) {
    return new ThingDocument(
        id, name, "uuid-" + id, type, List.of(groups), attributes, 1, null, null);
  }

  private static ThingDocument shadow(long id, String name, String shadow) {
    return new ThingDocument(id, name, "uuid-" + id, null, List.of(), Map.of(), 1, shadow, null);
  }

  private List<Long> find(String query) {
    return find(query, CONFIGURATION);
  }

  private List<Long> find(String query, IndexingConfiguration configuration) {
    org.apache.lucene.search.Query translated =
        new Translation(new SearchableFields(configuration), query).of(QueryParser.parse(query));
    return new Search(index, translated)
        .page(ThingDocument.class, 0, 100).stream().map(ThingDocument::id).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "*|1 2 3 4 5",
        "NOT *|",
        "thingName:TV1|1",
        "thingName:tv*|1 2",
        "thingName:tv?|1 2",
        "thingName:t?|",
        "thingName:p*m?|3",
        "thingName:*sma|3",
        "thingName:a-b|4",
        "thingName:a|",
        "thingId:uuid-3|3",
        "thingTypeName:lamp|1",
        "thingGroupNames:g1|1 2",
        "thingGroupNames:(g1 g2)|2",
        "thingGroupNames:(g1 OR g2)|1 2 3",
        "tv1|1",
        "legacy|1",
        "(legacy OR new)|1 3",
        "wor*|4 5",
        "attributes.n:75|1",
        "attributes.n:75.0|1",
        "attributes.n:80|2",
        "attributes.n:076|3",
        "attributes.n:76|",
        "attributes.n:[75 TO 80]|1 2",
        "attributes.n:{75 TO 80]|2",
        "attributes.n:{75 TO 80}|",
        "attributes.n:[* TO 75]|1",
        "attributes.n:[* TO *]|1 2 3",
        "attributes.n>75|2",
        "attributes.n >= 75|1 2",
        "attributes.n<5000|1 2",
        "attributes.n:[80 TO 75]|",
        "attributes.serial:[\"abcd\" TO \"abcf\"]|2",
        "attributes.serial:{abce TO abcf]|",
        "attributes.serial:[abc TO *]|2",
        "attributes.model:*|1 3",
        "NOT attributes.model:legacy|2 3 4 5",
        "thingName:tv* attributes.n:75|1",
        "thingName:tv* AND attributes.n:75|1",
        "thingName:tv* NOT attributes.n>75|1",
        "thingName:(tv* AND -tv2)|1",
        "attributes.Nope:x|",
        "attributes.Model:legacy|",
        "shadow.reported.ver:( bc78fd46f845)|4",
        "shadow.reported.ver:bc78fd46f845|4",
        "shadow.reported.ver:bc78fd46f845*|4 5",
        "shadow.reported.myvalues:2|4",
        "shadow.reported.mixed:2|",
        "shadow.reported.mixed:*|",
        "shadow.reported.none:*|",
        "shadow.reported.note:words|4 5",
        "shadow.reported.note:\"two words\"|4 5",
        "shadow.reported.note:\"words here\"|4",
        "shadow.reported.note:\"two here\"|",
        "shadow.reported.note:\"two words here\"|4",
        "shadow.reported.note:two\\ words\\ here|4",
        "\"words here\"|4",
        "shadow.reported.on:true|4",
        "shadow.reported.location:*|4",
        "shadow.reported.location:* NOT shadow.desired.stats.battery:*|",
        "shadow.reported.location.lat:[1 TO 2]|4",
        "shadow.reported.one.two:1|4",
        "shadow.reported.exp:12e45|4",
        "shadow.reported.exp>1|",
        "shadow.reported.big:1e300|4",
        "shadow.desired.stats.battery:{70 TO 100}|4",
        "shadow.metadata.reported.ver.timestamp > 1600000000|4",
        "shadow.hasDelta:true|4",
        "shadow.hasDelta:FALSE|5",
        "shadow.name.s.hasDelta:false|4",
        "shadow.name.s.desired.filament:*|4",
        "shadow.name.s.desired.filament:y|4"
      })
  void queriesFindWhatTheyAskFor(String query, @Nullable String ids) {
    List<Long> expected =
        ids == null ? List.of() : List.of(ids.split(" ")).stream().map(Long::valueOf).toList();
    assertThat(find(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "thingname:x",
    "foo:x",
    "registry.thingTypeName:x",
    "shadow.version:7",
    "shadow.name.other.reported.x:1",
    "shadow.reportedx:1",
    "attributes.:x",
    "connectivity.connected:true",
    "deviceDefender.violationCount:1",
    "shadow.version>1",
    "version:*"
  })
  void fieldsThatAreNotIndexedAreRefused(String query) {
    InvalidQuery refusal = refusal(InvalidQuery.class, () -> find(query));
    assertThat(refusal.message()).startsWith("Unable to parse query, invalid field name");
  }

  @Test
  void shadowsAreRefusedWhereOnlyTheRegistryIsIndexed() {
    IndexingConfiguration registry =
        new IndexingConfiguration(Mode.REGISTRY, false, false, false, List.of(), List.of());
    refusal(InvalidQuery.class, () -> find("shadow.reported.ver:x", registry));
  }

  @Test
  void aPageStartsAfterAnId() {
    Search all = new Search(index, org.apache.lucene.search.MatchAllDocsQuery.INSTANCE);
    assertThat(all.page(ThingDocument.class, 2, 2))
        .extracting(ThingDocument::id)
        .containsExactly(3L, 4L);
    assertThat(all.page(ThingDocument.class, 5, 2)).isEmpty();
  }
}
