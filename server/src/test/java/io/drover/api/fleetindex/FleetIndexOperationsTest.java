package io.drover.api.fleetindex;

import static io.drover.registry.TestRegistry.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drover.api.http.ContractCall;
import io.drover.api.http.Operation;
import io.drover.api.http.contract.Service;
import io.drover.background.BackgroundTask.Outcome;
import io.drover.fleetindex.FleetIndex;
import io.drover.registry.TestRegistry;
import io.drover.shadow.Shadows;
import io.drover.store.TestDatabases;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The fleet index as the contract's operations show it.
class FleetIndexOperationsTest {
  private static final String REGISTRY =
      """
      {"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY",
       "customFields":[{"name":"attributes.n","type":"Number"}]}}""";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  @TempDir Path folder;
  private TestRegistry registry;
  private FleetIndex index;
  private ContractCall call;

  @BeforeEach
  void open() {
    registry = new TestRegistry(databases.database());
    index =
        new FleetIndex(
            registry.database,
            new Shadows(registry.database, registry.changes),
            registry.dynamicMembers,
            folder);
    call =
        ContractCall.of(
            Service.IOT,
            new FleetIndexOperations(index, registry.arns).all().toArray(Operation<?, ?>[]::new));
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void configure(String configuration) {
    assertThat(call.send("POST", "/indexing/config", configuration).status()).isEqualTo(200);
    while (index.task().pass(NOW) == Outcome.MORE) {}
  }

  private JsonNode search(String body) {
    return call.send("POST", "/indices/search", body).json();
  }

  private String searchError(String body) {
    return call.send("POST", "/indices/search", body).error();
  }

  @Test
  void aNewServerIndexesNothing() {
    JsonNode configuration = call.send("GET", "/indexing/config").json();
    assertThat(configuration.at("/thingIndexingConfiguration/thingIndexingMode").asString())
        .isEqualTo("OFF");
    assertThat(
            configuration.at("/thingGroupIndexingConfiguration/thingGroupIndexingMode").asString())
        .isEqualTo("OFF");
    assertThat(searchError("{\"queryString\":\"*\"}")).isEqualTo("ResourceNotFoundException");
    assertThat(call.send("GET", "/indices/AWS_Things").error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(call.send("GET", "/indices").json().at("/indexNames").size()).isZero();
  }

  @Test
  void anIndexIsDescribedListedAndSearched() {
    registry.thing("t1");
    registry.thing("t2");
    configure(REGISTRY);
    JsonNode described = call.send("GET", "/indices/AWS_Things").json();
    assertThat(described.path("indexStatus").asString()).isEqualTo("ACTIVE");
    assertThat(described.path("schema").asString()).isEqualTo("REGISTRY");
    assertThat(call.send("GET", "/indices").json().at("/indexNames/0").asString())
        .isEqualTo("AWS_Things");
    JsonNode first = search("{\"queryString\":\"thingName:t*\",\"maxResults\":1}");
    assertThat(first.at("/things/0/thingName").asString()).isEqualTo("t1");
    JsonNode second =
        search(
            "{\"queryString\":\"thingName:t*\",\"nextToken\":\""
                + first.path("nextToken").asString()
                + "\"}");
    assertThat(second.at("/things/0/thingName").asString()).isEqualTo("t2");
    assertThat(second.has("nextToken")).isFalse();
  }

  @Test
  void theConfigurationIsToldWithItsManagedFields() {
    configure(REGISTRY);
    JsonNode things =
        call.send("GET", "/indexing/config").json().path("thingIndexingConfiguration");
    assertThat(things.at("/customFields/0/type").asString()).isEqualTo("Number");
    assertThat(things.path("managedFields").toString())
        .contains("{\"name\":\"registry.version\",\"type\":\"Number\"}");
  }

  private JsonNode aggregate(String kind, String body) {
    return call.send("POST", "/indices/" + kind, body).json();
  }

  private String aggregationError(String kind, String body) {
    return call.send("POST", "/indices/" + kind, body).error();
  }

  @Test
  void figuresAreAnsweredInTheContractsShapes() {
    registry.thing("t1", Map.of("n", "1"));
    registry.thing("t2", Map.of("n", "3"));
    registry.thing("t3", Map.of("n", "3"));
    configure(REGISTRY);
    String ofNumbers = "{\"queryString\":\"*\",\"aggregationField\":\"attributes.n\"";
    assertThat(aggregate("statistics", ofNumbers + "}").at("/statistics/average").asDouble())
        .isCloseTo(7 / 3.0, within(1e-9));
    assertThat(aggregate("statistics", "{\"queryString\":\"*\"}").at("/statistics/sum").asDouble())
        .isEqualTo(3);
    assertThat(aggregate("statistics", "{\"queryString\":\"thingName:x\"}"))
        .hasToString("{\"statistics\":{\"count\":0}}");
    assertThat(aggregate("cardinality", ofNumbers + "}")).hasToString("{\"cardinality\":2}");
    assertThat(aggregate("percentiles", ofNumbers + "}").path("percentiles").size()).isEqualTo(7);
    assertThat(aggregate("percentiles", ofNumbers + ",\"percents\":[50]}"))
        .hasToString("{\"percentiles\":[{\"percent\":50.0,\"value\":3.0}]}");
    assertThat(
            aggregate(
                "buckets",
                ofNumbers
                    + ",\"bucketsAggregationType\":{\"termsAggregation\":{\"maxBuckets\":1}}}"))
        .hasToString("{\"totalCount\":3,\"buckets\":[{\"keyValue\":\"3\",\"count\":2}]}");
  }

  @Test
  void figuresAreRefusedByTheContractsNames() {
    configure(REGISTRY);
    String all = "{\"queryString\":\"*\"";
    assertThat(aggregationError("statistics", all + ",\"aggregationField\":\"attributes.x\"}"))
        .isEqualTo("InvalidAggregationException");
    assertThat(aggregationError("percentiles", all + ",\"aggregationField\":\"thingName\"}"))
        .isEqualTo("InvalidAggregationException");
    assertThat(aggregationError("percentiles", all + ",\"percents\":[101]}"))
        .isEqualTo("InvalidRequestException");
    assertThat(aggregationError("percentiles", all + ",\"percents\":[" + "1,".repeat(100) + "1]}"))
        .isEqualTo("InvalidRequestException");
    assertThat(
            aggregationError(
                "buckets",
                all
                    + ",\"aggregationField\":\"thingName\",\"bucketsAggregationType\":"
                    + "{\"termsAggregation\":{\"maxBuckets\":10001}}}"))
        .isEqualTo("InvalidRequestException");
    assertThat(aggregationError("cardinality", "{\"queryString\":\"a AND\"}"))
        .isEqualTo("InvalidQueryException");
    assertThat(aggregationError("cardinality", all + ",\"indexName\":\"other\"}"))
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void refusalsHaveTheContractsNames() {
    assertThat(
            call.send(
                    "POST",
                    "/indexing/config",
                    "{\"thingIndexingConfiguration\":{\"thingIndexingMode\":\"REGISTRY\"}}")
                .status())
        .isEqualTo(200);
    assertThat(searchError("{\"queryString\":\"*\"}")).isEqualTo("IndexNotReadyException");
    assertThat(searchError("{\"queryString\":\"a AND\"}")).isEqualTo("InvalidQueryException");
    assertThat(searchError("{\"queryString\":\"thingname:x\"}")).isEqualTo("InvalidQueryException");
    assertThat(searchError("{\"queryString\":\"*\",\"queryVersion\":\"2016\"}"))
        .isEqualTo("InvalidQueryException");
    assertThat(searchError("{\"queryString\":\"*\",\"indexName\":\"other\"}"))
        .isEqualTo("ResourceNotFoundException");
    assertThat(searchError("{\"queryString\":\"*\",\"maxResults\":0}"))
        .isEqualTo("InvalidRequestException");
  }
}
