package io.drover.api.registry;

import static io.drover.registry.TestRegistry.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.fleetindex.FleetIndexOperations;
import io.drover.api.http.ContractCall;
import io.drover.api.http.ContractCall.Answer;
import io.drover.api.http.Operation;
import io.drover.api.http.contract.Service;
import io.drover.background.BackgroundTask.Outcome;
import io.drover.connectivity.TestPresence;
import io.drover.fleetindex.DynamicGroups;
import io.drover.fleetindex.FleetIndex;
import io.drover.registry.TestRegistry;
import io.drover.shadow.Shadows;
import io.drover.store.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Dynamic groups as the contract's operations show them.
class DynamicGroupOperationsTest {
  private static final String REDS = "/dynamic-thing-groups/reds";

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
            TestPresence.connectivity(registry),
            registry.dynamicMembers,
            folder);
    DynamicGroups groups = new DynamicGroups(index, registry.dynamic, registry.dynamicMembers);
    index.usedBy(groups);
    List<Operation<?, ?>> all =
        Stream.of(
                new RegistryOperations(
                        registry.things,
                        registry.groups,
                        registry.members,
                        registry.principals,
                        registry.arns,
                        () -> NOW)
                    .all(),
                new DynamicGroupOperations(groups, registry.dynamic, registry.arns, () -> NOW)
                    .all(),
                new FleetIndexOperations(index, registry.arns).all())
            .<Operation<?, ?>>flatMap(List::stream)
            .toList();
    call = ContractCall.of(Service.IOT, all.toArray(Operation<?, ?>[]::new));
  }

  @AfterEach
  void close() {
    index.close();
  }

  private JsonNode good(String method, String uri, String body) {
    Answer answer = call.send(method, uri, body.replace('\'', '"'));
    assertThat(answer.status()).as(method + " " + uri + " " + answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String error(String method, String uri, String body) {
    Answer answer = call.send(method, uri, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
    return answer.error();
  }

  private void catchUp() {
    while (index.task().pass(NOW) == Outcome.MORE) {}
  }

  private void indexed() {
    good(
        "POST",
        "/indexing/config",
        "{'thingIndexingConfiguration':{'thingIndexingMode':'REGISTRY'}}");
    catchUp();
  }

  private JsonNode createReds() {
    return good(
        "POST",
        REDS,
        "{'queryString':'attributes.colour:red','thingGroupProperties':{'thingGroupDescription':'d'}}");
  }

  @Test
  void aGroupIsCreatedDescribedListedAndDeleted() {
    indexed();
    registry.thing("t1", Map.of("colour", "red"));
    JsonNode created = createReds();
    assertThat(created.path("thingGroupArn").asString())
        .isEqualTo("arn:aws:iot:eu-central-1:123456789012:thinggroup/reds");
    assertThat(created.path("indexName").asString()).isEqualTo("AWS_Things");
    assertThat(created.path("queryString").asString()).isEqualTo("attributes.colour:red");
    assertThat(created.path("queryVersion").asString()).isEqualTo("2017-09-30");
    assertThat(createReds()).isEqualTo(created);
    assertThat(described("reds").path("status").asString()).isEqualTo("BUILDING");
    catchUp();
    JsonNode described = described("reds");
    assertThat(described.path("status").asString()).isEqualTo("ACTIVE");
    assertThat(described.path("thingGroupId")).isEqualTo(created.path("thingGroupId"));
    assertThat(described.path("indexName").asString()).isEqualTo("AWS_Things");
    assertThat(described.path("queryString").asString()).isEqualTo("attributes.colour:red");
    assertThat(described.path("queryVersion").asString()).isEqualTo("2017-09-30");
    assertThat(described.at("/thingGroupMetadata").has("parentGroupName")).isFalse();
    assertThat(good("GET", "/thing-groups/reds/things", "").at("/things/0").asString())
        .isEqualTo("t1");
    assertThat(good("GET", "/things/t1/thing-groups", "").at("/thingGroups/0/groupName").asString())
        .isEqualTo("reds");
    good("DELETE", REDS + "?expectedVersion=1", "");
    good("DELETE", REDS, "");
    assertThat(good("GET", "/thing-groups", "").path("thingGroups").size()).isZero();
  }

  private JsonNode described(String group) {
    return good("GET", "/thing-groups/" + group, "");
  }

  @Test
  void aStaticGroupIsDescribedWithoutAQuery() {
    registry.group("s");
    JsonNode described = described("s");
    for (String member : List.of("indexName", "queryString", "queryVersion", "status")) {
      assertThat(described.has(member)).as(member).isFalse();
    }
  }

  @Test
  void anUpdateIsOfTheVersionThatIsExpected() {
    indexed();
    createReds();
    assertThat(error("PATCH", REDS, "{'thingGroupProperties':{},'expectedVersion':2}"))
        .isEqualTo("VersionConflictException");
    assertThat(
            good("PATCH", REDS, "{'thingGroupProperties':{},'expectedVersion':1,'queryString':'*'}")
                .path("version")
                .asInt())
        .isEqualTo(2);
    assertThat(described("reds").path("queryString").asString()).isEqualTo("*");
    assertThat(described("reds").path("status").asString()).isEqualTo("REBUILDING");
    assertThat(described("reds").at("/thingGroupProperties/thingGroupDescription").asString())
        .isEqualTo("d");
  }

  @Test
  void refusalsHaveTheContractsNames() {
    assertThat(error("POST", REDS, "{'queryString':'*'}")).isEqualTo("ResourceNotFoundException");
    indexed();
    createReds();
    assertThat(error("POST", REDS, "{'queryString':'*'}"))
        .isEqualTo("ResourceAlreadyExistsException");
    String other = "/dynamic-thing-groups/other";
    assertThat(error("POST", other, "{'queryString':'attributes.a:(1 OR 2 OR 3 OR 4 OR 5 OR 6)'}"))
        .isEqualTo("InvalidQueryException");
    assertThat(error("POST", other, "{'queryString':'shadow.reported.a:1'}"))
        .isEqualTo("InvalidQueryException");
    assertThat(error("POST", other, "{'queryString':'*','queryVersion':'2016'}"))
        .isEqualTo("InvalidQueryException");
    assertThat(error("POST", other, "{'queryString':'*','indexName':'AWS_ThingGroups'}"))
        .isEqualTo("ResourceNotFoundException");
    assertThat(error("PATCH", other, "{'thingGroupProperties':{}}"))
        .isEqualTo("ResourceNotFoundException");
    assertThat(error("DELETE", "/thing-groups/reds", "")).isEqualTo("InvalidRequestException");
    assertThat(error("PATCH", "/thing-groups/reds", "{'thingGroupProperties':{}}"))
        .isEqualTo("InvalidRequestException");
    assertThat(error("POST", "/thing-groups/child", "{'parentGroupName':'reds'}"))
        .isEqualTo("InvalidRequestException");
    registry.thing("t1");
    for (String verb : List.of("addThingTo", "removeThingFrom")) {
      assertThat(
              error(
                  "PUT",
                  "/thing-groups/" + verb + "ThingGroup",
                  "{'thingName':'t1','thingGroupName':'reds'}"))
          .isEqualTo("InvalidRequestException");
    }
  }

  @Test
  void theIndexCannotBeSwitchedOffWhileThereIsAGroup() {
    indexed();
    createReds();
    String off = "{'thingIndexingConfiguration':{'thingIndexingMode':'OFF'}}";
    assertThat(error("POST", "/indexing/config", off)).isEqualTo("InvalidRequestException");
    good("DELETE", REDS, "");
    good("POST", "/indexing/config", off);
  }

  @Test
  void aStaticGroupTakesThePlaceOfADynamicOneWhenTheRequestSaysSo() {
    indexed();
    registry.thing("t1", Map.of("colour", "red"));
    createReds();
    for (int i = 1; i <= 10; i++) {
      registry.group("s" + i);
    }
    for (int i = 1; i <= 9; i++) {
      registry.add("s" + i, "t1");
    }
    catchUp();
    String uri = "/thing-groups/addThingToThingGroup";
    String body = "'thingName':'t1','thingGroupName':'s10'";
    assertThat(error("PUT", uri, "{" + body + "}")).isEqualTo("InvalidRequestException");
    good("PUT", uri, "{" + body + ",'overrideDynamicGroups':true}");
    assertThat(registry.groupsOf("t1")).contains("s10").doesNotContain("reds").hasSize(10);
    catchUp();
    assertThat(registry.groupsOf("t1")).doesNotContain("reds");
  }
}
