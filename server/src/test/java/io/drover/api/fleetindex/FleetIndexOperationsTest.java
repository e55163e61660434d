package io.drover.api.fleetindex;

import static io.drover.registry.TestRegistry.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drover.api.http.ContractCall;
import io.drover.api.http.Operation;
import io.drover.api.http.contract.Service;
import io.drover.background.BackgroundTask.Outcome;
import io.drover.connectivity.Connectivity;
import io.drover.connectivity.ConnectivityRecorder;
import io.drover.connectivity.TestPresence;
import io.drover.fleetindex.FleetIndex;
import io.drover.registry.Lineage;
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
import tools.jackson.databind.json.JsonMapper;

/// The fleet index as the contract's operations show it.
class FleetIndexOperationsTest {
  private static final String REGISTRY =
      """
      {"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY",
       "customFields":[{"name":"attributes.n","type":"Number"}]}}""";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  @TempDir Path folder;
  private TestRegistry registry;
  private Connectivity connectivity;
  private FleetIndex index;
  private ContractCall call;

  @BeforeEach
  void open() {
    registry = new TestRegistry(databases.database());
    connectivity =
        new Connectivity(registry.database, registry.changes, new Lineage()::isThing, "node");
    index =
        new FleetIndex(
            registry.database,
            new Shadows(registry.database, registry.changes),
            connectivity,
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

  @Test
  void aThingsConnectionIsTold() {
    registry.thing("t1");
    registry.thing("t2");
    String path = "/things/t1/connectivity-data";
    configure(REGISTRY);
    assertThat(call.send("POST", path).error()).isEqualTo("IndexNotReadyException");
    configure(
        """
        {"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY",
         "thingConnectivityIndexingMode":"STATUS"}}""");
    try (ConnectivityRecorder recorder = new ConnectivityRecorder(connectivity)) {
      recorder.told(TestPresence.connected("t1", NOW));
    }
    while (index.task().pass(NOW) == Outcome.MORE) {}
    assertThat(call.send("GET", "/indices/AWS_Things").json().path("schema").asString())
        .isEqualTo("REGISTRY_AND_CONNECTIVITY_STATUS");
    JsonNode live = call.send("POST", path).json();
    assertThat(live.path("connected").asBoolean()).isTrue();
    assertThat(live.path("disconnectReason").asString()).isEqualTo("NONE");
    assertThat(live.path("timestamp").asLong()).isEqualTo(NOW.getEpochSecond());
    JsonNode never = call.send("POST", "/things/t2/connectivity-data").json();
    assertThat(never)
        .isEqualTo(new JsonMapper().readTree("{\"thingName\":\"t2\",\"connected\":false}"));
    assertThat(call.send("POST", "/things/t3/connectivity-data").error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(search("{\"queryString\":\"*\"}").at("/things/0/connectivity").toString())
        .isEqualTo("{\"connected\":true,\"timestamp\":" + NOW.toEpochMilli() + "}");
    assertThat(search("{\"queryString\":\"t2\"}").at("/things/0/connectivity").toString())
        .isEqualTo("{\"connected\":false}");
    assertThat(call.send("GET", "/indexing/config").json().toString())
        .contains("\"thingConnectivityIndexingMode\":\"STATUS\"")
        .contains("{\"name\":\"connectivity.connected\",\"type\":\"Boolean\"}");
  }

  @Test
  void theIndexOfGroupsIsConfiguredDescribedListedAndSearched() {
    registry.group("root");
    registry.group("child", "root");
    String path = "/indices/AWS_ThingGroups";
    assertThat(call.send("GET", path).error()).isEqualTo("ResourceNotFoundException");
    configure(
        """
        {"thingGroupIndexingConfiguration":{"thingGroupIndexingMode":"ON",
         "customFields":[{"name":"attributes.n","type":"Number"}]}}""");
    assertThat(call.send("GET", path).json().path("schema").asString()).isEqualTo("THING_GROUPS");
    assertThat(call.send("GET", "/indices").json().path("indexNames").toString())
        .isEqualTo("[\"AWS_ThingGroups\"]");
    JsonNode found =
        search("{\"indexName\":\"AWS_ThingGroups\",\"queryString\":\"parentGroupNames:root\"}");
    assertThat(found.at("/thingGroups/0/thingGroupName").asString()).isEqualTo("child");
    assertThat(found.at("/thingGroups/0/parentGroupNames").toString()).isEqualTo("[\"root\"]");
    assertThat(found.has("things")).isFalse();
    assertThat(
            call.send(
                    "POST",
                    "/indices/search",
                    "{\"indexName\":\"AWS_ThingGroups\",\"queryString\":\"thingName:x\"}")
                .json()
                .toString())
        .contains("invalid field name, field name: thingName, query string: thingName:x");
    JsonNode groups =
        call.send("GET", "/indexing/config").json().path("thingGroupIndexingConfiguration");
    assertThat(groups.path("thingGroupIndexingMode").asString()).isEqualTo("ON");
    assertThat(groups.path("managedFields").toString())
        .contains("{\"name\":\"parentGroupNames\",\"type\":\"String\"}");
    assertThat(groups.at("/customFields/0/name").asString()).isEqualTo("attributes.n");
  }

  @Test
  void neitherConfigurationIsPutInForceWhenOneIsRefused() {
    assertThat(
            call.send(
                    "POST",
                    "/indexing/config",
                    """
                    {"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY"},
                     "thingGroupIndexingConfiguration":{"thingGroupIndexingMode":"OFF",
                      "customFields":[{"name":"attributes.n","type":"Number"}]}}""")
                .error())
        .isEqualTo("InvalidRequestException");
    assertThat(call.send("GET", "/indices").json().path("indexNames").size()).isZero();
  }

  @Test
  void aFieldCanHoldPlaces() {
    registry.thing("t1", Map.of("at", "47.6,-122.3"));
    configure(places("attributes.at\",\"order\":\"LatLon"));
    assertThat(
            search("{\"queryString\":\"attributes.at:geo_distance,47.61,-122.33,15.5km\"}")
                .at("/things/0/thingName")
                .asString())
        .isEqualTo("t1");
    assertThat(
            call.send("GET", "/indexing/config")
                .json()
                .at("/thingIndexingConfiguration/filter/geoLocations")
                .toString())
        .isEqualTo("[{\"name\":\"attributes.at\",\"order\":\"LatLon\"}]");
    assertThat(refused(places("attributes.at\"},{\"name\":\"attributes.to")))
        .isEqualTo("LimitExceededException");
    assertThat(refused(places("shadow.reported.coord"))).isEqualTo("InvalidRequestException");
    assertThat(refused(places("thingName"))).isEqualTo("InvalidRequestException");
  }

  private static String places(String location) {
    return """
        {"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY",
         "filter":{"geoLocations":[{"name":"%s"}]}}}"""
        .formatted(location);
  }

  private String refused(String configuration) {
    return call.send("POST", "/indexing/config", configuration).error();
  }
}
