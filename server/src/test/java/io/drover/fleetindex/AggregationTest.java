package io.drover.fleetindex;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drover.fleetindex.IndexingConfiguration.CustomField;
import io.drover.fleetindex.IndexingConfiguration.Mode;
import io.drover.fleetindex.aggregation.Aggregation;
import io.drover.fleetindex.aggregation.Buckets;
import io.drover.fleetindex.aggregation.Buckets.Bucket;
import io.drover.fleetindex.aggregation.BucketsAggregation;
import io.drover.fleetindex.aggregation.CardinalityAggregation;
import io.drover.fleetindex.aggregation.Percentile;
import io.drover.fleetindex.aggregation.PercentilesAggregation;
import io.drover.fleetindex.aggregation.Statistics;
import io.drover.fleetindex.aggregation.StatisticsAggregation;
import io.drover.fleetindex.aggregation.Values;
import io.drover.fleetindex.query.QueryParser;
import io.drover.rejection.Rejection.InvalidAggregation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What aggregations make of the values of a small fleet, in an index of several segments.
class AggregationTest {
  private static final IndexingConfiguration CONFIGURATION =
      new IndexingConfiguration(
          Mode.REGISTRY_AND_SHADOW,
          false,
          false,
          false,
          List.of(),
          List.of(),
          List.of(
              new CustomField("attributes.n", FieldKind.NUMBER),
              new CustomField("attributes.model", FieldKind.STRING),
              new CustomField("shadow.reported.list", FieldKind.NUMBER),
              new CustomField("shadow.reported.words", FieldKind.STRING),
              new CustomField("shadow.reported.on", FieldKind.BOOLEAN)));

  @TempDir Path folder;
  private StoredIndex index;

  @BeforeEach
  void open() throws IOException {
    index = StoredIndex.open(folder);
    put(
        thing(1, Map.of("n", "-125", "model", "b"), "{}"),
        thing(2, Map.of("n", "75", "model", "a"), "{}"));
    put(thing(3, Map.of("n", "150", "model", "b"), "{}"), thing(4, Map.of("n", "x"), "{}"));
    put(
        thing(5, Map.of("model", "c"), "{'list':[1,2,2,'3',true],'words':['u','v'],'on':true}"),
        thing(6, Map.of("model", "A"), "{'list':'7','words':5,'on':false}"),
        thing(7, Map.of(), "{'list':[{'x':1},9],'words':'v','on':'true'}"));
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void put(ThingDocument... things) {
    index.put(LuceneDocuments.of(CONFIGURATION).write(List.of(things)));
    index.refresh();
  }

  private static ThingDocument thing(long id, Map<String, String> attributes, String reported) {
    String shadow = "{'reported':" + reported + ",'hasDelta':false,'version':" + id + "}";
    return new ThingDocument(
        id,
        "t" + id,
        "uuid-" + id,
        null,
        List.of("g" + id % 2),
        attributes,
        10 * id,
        shadow.replace('\'', '"'),
        null);
  }

  private <R> R of(String query, String field, Aggregation<R> aggregation) {
    org.apache.lucene.search.Query translated =
        new Translation(new SearchableFields(CONFIGURATION), query).of(QueryParser.parse(query));
    Values values = new AggregatableFields(CONFIGURATION).values(field);
    aggregation.check(values);
    return new Aggregated<>(new Search(index, translated), values, aggregation).compute();
  }

  private Statistics statistics(String query, String field) {
    return of(query, field, new StatisticsAggregation());
  }

  private long cardinality(String query, String field) {
    return of(query, field, new CardinalityAggregation());
  }

  private Buckets buckets(String query, String field, int most) {
    return of(query, field, new BucketsAggregation(most));
  }

  @Test
  void statisticsAreOfTheNumbersInWhatTheQueryFinds() {
    Statistics all = statistics("*", "attributes.n");
    assertThat(all.count()).isEqualTo(3);
    assertThat(all.sum()).isEqualTo(100);
    assertThat(all.variance()).isCloseTo(13_472.22, within(0.01));
    assertThat(statistics("attributes.model:b", "attributes.n").sum()).isEqualTo(25);
    assertThat(statistics("thingName:none", "attributes.n").count()).isZero();
    assertThat(statistics("thingName:none", "attributes.n").sum()).isNull();
  }

  @Test
  void managedFieldsAreAggregatedToo() {
    assertThat(statistics("*", "registry.version").sum()).isEqualTo(280);
    assertThat(statistics("*", "shadow.version").maximum()).isEqualTo(7);
    assertThat(cardinality("*", "registry.thingGroupNames")).isEqualTo(2);
    assertThat(cardinality("*", "thingName")).isEqualTo(7);
    assertThat(cardinality("*", "registry.thingTypeName")).isZero();
  }

  @Test
  void aFieldThatIsNeitherManagedNorCustomIsRefused() {
    refusal(InvalidAggregation.class, () -> statistics("*", "attributes.other"));
    refusal(InvalidAggregation.class, () -> statistics("*", "shadow.name.s.version"));
  }

  @Test
  void eachElementOfAListIsAValueAndThoseOfOtherTypesAreNone() {
    Statistics numbers = statistics("*", "shadow.reported.list");
    assertThat(numbers.count()).isEqualTo(3);
    assertThat(numbers.sum()).isEqualTo(5);
    assertThat(statistics("*", "shadow.reported.words").count()).isEqualTo(3);
  }

  @Test
  void ofTextsOnlyTheCountIsKnown() {
    Statistics texts = statistics("*", "attributes.model");
    assertThat(texts.count()).isEqualTo(5);
    assertThat(texts.minimum()).isNull();
  }

  @Test
  void booleansCountAsOneAndZero() {
    Statistics flags = statistics("*", "shadow.reported.on");
    assertThat(flags.count()).isEqualTo(2);
    assertThat(flags.average()).isEqualTo(0.5);
  }

  @Test
  void cardinalityCountsDifferentValuesOverAllSegments() {
    assertThat(cardinality("*", "attributes.model")).isEqualTo(4);
    assertThat(cardinality("thingName:(t1 OR t3)", "attributes.model")).isEqualTo(1);
    assertThat(cardinality("*", "shadow.reported.list")).isEqualTo(2);
    assertThat(cardinality("*", "shadow.reported.on")).isEqualTo(2);
    assertThat(cardinality("thingName:none", "attributes.model")).isZero();
  }

  @Test
  void percentilesAreOfNumbersOnly() {
    PercentilesAggregation asked = new PercentilesAggregation(List.of(100.0, 50.0, 25.0));
    assertThat(of("*", "attributes.n", asked))
        .containsExactly(new Percentile(100, 150), new Percentile(50, 75), new Percentile(25, -25));
    assertThat(of("thingName:none", "attributes.n", asked)).isEmpty();
    refusal(InvalidAggregation.class, () -> of("*", "attributes.model", asked));
    refusal(InvalidAggregation.class, () -> of("*", "shadow.reported.on", asked));
  }

  @Test
  void bucketsComeFromTheMostFrequentDownAndTheTotalCountsAllThings() {
    assertThat(buckets("*", "attributes.model", 10))
        .isEqualTo(
            new Buckets(
                7,
                List.of(
                    new Bucket("b", 2),
                    new Bucket("A", 1),
                    new Bucket("a", 1),
                    new Bucket("c", 1))));
    assertThat(buckets("*", "attributes.model", 2).buckets())
        .containsExactly(new Bucket("b", 2), new Bucket("A", 1));
    assertThat(buckets("*", "shadow.reported.list", 10).buckets())
        .containsExactly(new Bucket("2", 2), new Bucket("1", 1));
    assertThat(buckets("*", "shadow.reported.on", 10).buckets())
        .containsExactly(new Bucket("false", 1), new Bucket("true", 1));
    assertThat(buckets("thingName:none", "attributes.n", 10)).isEqualTo(new Buckets(0, List.of()));
  }

  @Test
  void whatIsDeletedOrReplacedCountsNoMore() {
    index.remove("t1");
    put(thing(3, Map.of("model", "z"), "{}"));
    assertThat(statistics("*", "attributes.n").sum()).isEqualTo(75);
    assertThat(buckets("*", "attributes.model", 10).buckets()).doesNotContain(new Bucket("b", 1));
    assertThat(cardinality("*", "attributes.model")).isEqualTo(4);
  }
}
