package io.drover.fleetindex;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.fleetindex.GeoLocation.Order;
import io.drover.fleetindex.IndexingConfiguration.Mode;
import io.drover.fleetindex.Search.Found;
import io.drover.fleetindex.query.QueryParser;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What queries find, over a small fleet.
class SearchTest {
  private static final IndexingConfiguration CONFIGURATION =
      new IndexingConfiguration(
          Mode.REGISTRY_AND_SHADOW,
          false,
          false,
          true,
          List.of("s", "$package"),
          List.of(
              new GeoLocation("shadow.reported.coord", Order.LAT_LON),
              new GeoLocation("shadow.reported.geo.coordinates", Order.LON_LAT),
              new GeoLocation("attributes.at", Order.LAT_LON)),
          List.of());

  @TempDir Path folder;
  private StoredIndex index;

  @BeforeEach
  void open() throws IOException {
    index = StoredIndex.open(folder);
    put(
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
                {"reported":{"ver":"bc78fd46f845-dirty","note":"here two words"},"hasDelta":false}"""));
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
        .page(ThingDocument.class, 0, 100).documents().stream().map(ThingDocument::id).toList();
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
        "thingName:pl*|3",
        "thingName:plasmas?|",
        "thingName:?v1|1",
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
        new IndexingConfiguration(
            Mode.REGISTRY, false, false, false, List.of(), List.of(), List.of());
    refusal(InvalidQuery.class, () -> find("shadow.reported.ver:x", registry));
  }

  @Test
  void aPageEndsWhereItsDocumentsTakeTooMuchMemory() {
    Search all = new Search(index, org.apache.lucene.search.MatchAllDocsQuery.INSTANCE);
    Found<ThingDocument> first = all.page(ThingDocument.class, 0, 100, 1);
    assertThat(first.documents()).extracting(ThingDocument::id).containsExactly(1L);
    assertThat(first.cut()).isTrue();
    assertThat(all.page(ThingDocument.class, 4, 100, 1).cut()).isFalse();
    assertThat(all.page(ThingDocument.class, 0, 100).cut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "t*", "*a*", "attributes.n>1", "attributes.serial:[a TO z]"})
  void whatTakesTooLongIsGivenUpByName(String query) {
    org.apache.lucene.search.Query translated =
        new Translation(new SearchableFields(CONFIGURATION), query).of(QueryParser.parse(query));
    Search search = new Search(index, translated);
    refusal(
        Unavailable.class,
        () -> search.run(searcher -> searcher.search(translated, 10), Duration.ZERO));
    assertThat(search.page(ThingDocument.class, 0, 100).documents()).isNotEmpty();
  }

  @Test
  void aWildcardWhoseAutomatonWouldBeLargeIsRefused() {
    String most = "shadow.reported.note:a*" + "a".repeat(970);
    InvalidQuery refusal = refusal(InvalidQuery.class, () -> find(most));
    assertThat(refusal.message()).contains("too complex");
    assertThat(find("shadow.reported.note:a*" + "a".repeat(100))).isEmpty();
    assertThat(find("shadow.reported.note:*a?????b")).isEmpty();
  }

  @Test
  void numbersBeyondAllMeasureAreShownAndNotSearched() {
    String huge = "9".repeat(400);
    put(shadow(6, "huge", "{\"reported\":{\"a\":" + huge + ",\"b\":1e400,\"c\":1}}"));
    assertThat(find("shadow.reported.a:*")).isEmpty();
    assertThat(find("shadow.reported.a>1")).isEmpty();
    assertThat(find("shadow.reported.b>1")).isEmpty();
    assertThat(find("shadow.reported.c:1")).containsExactly(6L);
  }

  @Test
  void aPageStartsAfterAnId() {
    Search all = new Search(index, org.apache.lucene.search.MatchAllDocsQuery.INSTANCE);
    assertThat(all.page(ThingDocument.class, 2, 2).documents())
        .extracting(ThingDocument::id)
        .containsExactly(3L, 4L);
    assertThat(all.page(ThingDocument.class, 5, 2).documents()).isEmpty();
  }

  @Test
  void pagesGoInTheOrderOfIdsThroughAllSegments() {
    List<Long> ids = new ArrayList<>(LongStream.rangeClosed(11, 90).boxed().toList());
    Collections.shuffle(ids, new Random(1));
    for (int from = 0; from < ids.size(); from += 8) {
      put(
          ids.subList(from, from + 8).stream()
              .map(id -> thing(id, "many" + id, null, Map.of()))
              .toArray(ThingDocument[]::new));
    }
    ids.subList(0, 9).forEach(id -> index.remove("many" + id));
    index.refresh();
    List<Long> expected = ids.subList(9, ids.size()).stream().sorted().toList();
    org.apache.lucene.search.Query many =
        new Translation(new SearchableFields(CONFIGURATION), "").of(QueryParser.parse("many*"));
    for (int size : new int[] {1, 2, 7, 8, 9, 70, 71, 72, 500}) {
      assertThat(pages(new Search(index, many), size)).isEqualTo(expected);
    }
    assertThat(new Search(index, many).ids(0, 5)).isEqualTo(expected.subList(0, 5));
  }

  private static List<Long> pages(Search search, int size) {
    List<Long> found = new ArrayList<>();
    List<ThingDocument> page = search.page(ThingDocument.class, 0, size).documents();
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(size);
      page.forEach(thing -> found.add(thing.id()));
      page = search.page(ThingDocument.class, page.getLast().id(), size).documents();
    }
    return found;
  }

  private void put(ThingDocument... things) {
    index.put(LuceneDocuments.of(CONFIGURATION).write(List.of(things)));
    index.refresh();
  }

  private static ThingDocument reports(long id, String reported) {
    return shadow(id, "geo" + id, "{\"reported\":" + reported.replace('\'', '"') + "}");
  }

  @Test
  void thingsAreFoundByTheirDistanceInWhateverFormTheyTellTheirPlace() {
    put(
        reports(11, "{'coord':'47.6, -122.3'}"),
        reports(12, "{'coord':[47.6,-122.3]}"),
        reports(13, "{'coord':{'latitude':47.6,'long':-122.3}}"),
        reports(14, "{'coord':'POINT(-122.3 47.6)'}"),
        reports(15, "{'geo':{'type':'Point','coordinates':[-122.3,47.6]}}"),
        reports(16, "{'geo.coordinates':'-122.3,47.6'}"),
        reports(17, "{'coord':'48.6,-122.3'}"),
        thing(18, "geo18", null, Map.of("at", "47.6,-122.3")));
    assertThat(find("shadow.reported.coord:geo_distance,47.61,-122.33,15.5km"))
        .containsExactly(11L, 12L, 13L, 14L);
    assertThat(find("shadow.reported.geo.coordinates:geo_distance,47.61,-122.33,10mi"))
        .containsExactly(15L, 16L);
    assertThat(find("attributes.at:geo_distance,47.61,-122.33,10mi")).containsExactly(18L);
    assertThat(find("shadow.reported.coord:geo_distance,47.6,-122.3,112km AND thingName:geo17"))
        .containsExactly(17L);
    assertThat(find("shadow.reported.coord:geo_distance,47.6,-122.3,1")).hasSize(4);
    assertThat(find("shadow.reported.coord:geo_distance,0,0,30000km")).hasSize(5);
    assertThat(find("NOT shadow.reported.coord:geo_distance,0,0,30000km")).contains(1L, 15L, 18L);
  }

  @Test
  void whatIsNoPlaceIsFoundByNoDistance() {
    put(
        reports(11, "{'coord':'north'}"),
        reports(12, "{'coord':[91,0]}"),
        reports(13, "{'coord':[1,2,3]}"),
        reports(14, "{'coord':{'lat':1}}"),
        reports(15, "{'coord':[[1,2],[3,4]]}"),
        reports(16, "{'coord':null}"),
        reports(17, "{'coord':'1,2,3'}"));
    assertThat(find("shadow.reported.coord:geo_distance,0,0,30000km")).isEmpty();
  }

  @Test
  void aFieldThatIsNotKnownToHoldPlacesIsRefusedByName() {
    InvalidQuery refusal =
        refusal(InvalidQuery.class, () -> find("shadow.reported.ver:geo_distance,0,0,1km"));
    assertThat(refusal.message()).contains("field name: shadow.reported.ver");
    refusal(InvalidQuery.class, () -> find("nothing.x:geo_distance,0,0,1km"));
  }

  @Test
  void packagesAreFoundByNameOrAnyOfThem() {
    put(
        shadow(
            11,
            "p1",
            """
            {"name":{"$package":{"reported":{
              "fw.main":{"version":"1.0.0","attributes":{"x":2000,"site":"North Sea"}},
              "app":{"version":"2.0.0","attributes":{"x":10}}}}}}"""),
        shadow(
            12,
            "p2",
            """
            {"name":{"$package":{"reported":{"app":{"version":"1.0.0","attributes":{"x":5}}}}}}"""));
    assertThat(find("shadow.name.$package.reported.*.attributes.x>1500")).containsExactly(11L);
    assertThat(find("shadow.name.$package.reported.*.attributes.site:\"north sea\""))
        .containsExactly(11L);
    assertThat(find("shadow.name.$package.reported.app.attributes.x:[1 TO 10]"))
        .containsExactly(11L, 12L);
    assertThat(find("shadow.name.$package.reported.app.version:1.0.0")).containsExactly(12L);
    assertThat(find("shadow.name.$package.reported.*.version:1.0.0")).containsExactly(11L, 12L);
    assertThat(find("shadow.name.$package.reported.fw.main.version:*")).containsExactly(11L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shadow.name.$package.reported.app.version>1",
        "shadow.name.$package.reported.app.version:[1.0.0 TO 2.0.0]",
        "shadow.name.$package.reported.app.version:1.*",
        "shadow.reported.*.x:1",
        "shadow.name.s.reported.*.x:1",
        "shadow.name.$package.desired.*.x:1",
        "shadow.name.$package.reported.*.attributes.*:1",
        "attributes.*:1"
      })
  void versionsOfPackagesAreWholeAndOnlyPackagesMayBeLeftOpen(String query) {
    refusal(InvalidQuery.class, () -> find(query));
  }
}
