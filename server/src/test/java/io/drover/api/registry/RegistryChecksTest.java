package io.drover.api.registry;

import static io.drover.registry.TestRegistry.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.ContractCall;
import io.drover.api.http.ContractCall.Answer;
import io.drover.api.http.Operation;
import io.drover.api.http.contract.Service;
import io.drover.api.tags.TagOperations;
import io.drover.registry.TestRegistry;
import io.drover.registry.ThingName;
import io.drover.store.TestDatabases;
import io.drover.tags.ResourceTags;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What a client of the contract may count on, from the request's text to the answer's.
class RegistryChecksTest {
  private static final String PREFIX = "arn:aws:iot:eu-central-1:123456789012:";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  private TestRegistry registry;
  private ContractCall call;
  private Instant now = NOW;

  @BeforeEach
  void open() {
    registry = new TestRegistry(databases.database());
    ResourceTags tags =
        new ResourceTags(
            registry.database,
            registry.arns,
            registry.tags,
            Map.of(
                "thinggroup", registry.groups::exists,
                "thingtype", registry.types::exists,
                "billinggroup", registry.billingGroups::exists));
    List<Operation<?, ?>> all =
        Stream.of(
                new RegistryOperations(
                        registry.things,
                        registry.groups,
                        registry.members,
                        registry.principals,
                        registry.arns,
                        () -> now)
                    .all(),
                new ThingTypeOperations(registry.types, registry.arns, () -> now).all(),
                new BillingGroupOperations(
                        registry.billingGroups, registry.billed, registry.arns, () -> now)
                    .all(),
                new TagOperations(tags).all())
            .<Operation<?, ?>>flatMap(List::stream)
            .toList();
    call = ContractCall.of(Service.IOT, all.toArray(Operation<?, ?>[]::new));
  }

  private JsonNode good(String method, String uri, String body) {
    Answer answer = call.send(method, uri, body);
    assertThat(answer.status()).as(method + " " + uri + " " + answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void bad(int status, String error, String method, String uri, String body) {
    Answer answer = call.send(method, uri, body);
    assertThat(answer.error()).as(answer.text()).isEqualTo(error);
    assertThat(answer.status()).isEqualTo(status);
  }

  private void invalid(String method, String uri, String body) {
    bad(400, "InvalidRequestException", method, uri, body);
  }

  private static String attributes(int count) {
    String pairs =
        IntStream.range(0, count)
            .mapToObj(i -> "\"a" + i + "\":\"v\"")
            .collect(Collectors.joining(","));
    return "\"attributePayload\":{\"attributes\":{" + pairs + "}}";
  }

  private List<String> names(String uri, String list) {
    List<String> names = new ArrayList<>();
    good("GET", uri, "").path(list).forEach(item -> names.add(name(item)));
    return names;
  }

  private static String name(JsonNode item) {
    return item.isString() ? item.asString() : item.path("groupName").asString();
  }

  @Test
  void creatingAThingAgainIsOneThingOrAConflict() {
    String body = "{\"attributePayload\":{\"attributes\":{\"a\":\"1\"}}}";
    JsonNode first = good("POST", "/things/t", body);
    assertThat(good("POST", "/things/t", body)).isEqualTo(first);
    assertThat(good("GET", "/things/t", "").path("version").asInt()).isEqualTo(1);
    Answer other = call.send("POST", "/things/t", "{" + attributes(1) + "}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.error()).isEqualTo("ResourceAlreadyExistsException");
    assertThat(other.json().path("resourceArn").asString()).isEqualTo(PREFIX + "thing/t");
    assertThat(other.json().path("resourceId")).isEqualTo(first.path("thingId"));
  }

  @Test
  void aTypeAllowsFiftyAttributesAndNoneThree() {
    good("POST", "/thing-types/y", "{}");
    invalid("POST", "/things/t", "{" + attributes(4) + "}");
    invalid("POST", "/things/t", "{\"thingTypeName\":\"y\"," + attributes(51) + "}");
    good("POST", "/things/t", "{\"thingTypeName\":\"y\"," + attributes(50) + "}");
    assertThat(good("GET", "/things/t", "").path("thingTypeName").asString()).isEqualTo("y");
    invalid("PATCH", "/things/t", "{\"removeThingType\":true}");
    bad(404, "ResourceNotFoundException", "POST", "/things/u", "{\"thingTypeName\":\"z\"}");
  }

  @Test
  void valuesHaveNoSpacesAndEightHundredCharacters() {
    String body = "{\"attributePayload\":{\"attributes\":{\"a\":\"%s\"}}}";
    invalid("POST", "/things/t", body.formatted("a b"));
    invalid("POST", "/things/t", body.formatted("x".repeat(801)));
    good("POST", "/things/t", body.formatted("x".repeat(800)));
    invalid("POST", "/things/" + "t".repeat(129), "{}");
  }

  @Test
  void updatesReplaceMergeAndGoByTheVersion() {
    good("POST", "/things/t", "{\"attributePayload\":{\"attributes\":{\"a\":\"0\",\"b\":\"2\"}}}");
    good(
        "PATCH",
        "/things/t",
        "{\"attributePayload\":{\"merge\":true,\"attributes\":{\"b\":\"\",\"c\":\"3\"}}}");
    assertThat(good("GET", "/things/t", "").path("attributes").propertyNames())
        .containsExactly("a", "c");
    good("PATCH", "/things/t", "{\"attributePayload\":{\"attributes\":{\"a\":\"1\"}}}");
    bad(
        409,
        "VersionConflictException",
        "PATCH",
        "/things/t",
        "{\"expectedVersion\":99,\"attributePayload\":{\"attributes\":{}}}");
    JsonNode thing = good("GET", "/things/t", "");
    assertThat(thing.path("version").asInt()).isEqualTo(3);
    assertThat(thing.path("attributes").propertyNames()).containsExactly("a");
    invalid("PATCH", "/things/t", "{\"thingTypeName\":\"y\",\"removeThingType\":true}");
  }

  @Test
  void deletingAThingGoesByItsPrincipals() {
    good("DELETE", "/things/unknown", "");
    JsonNode first = good("POST", "/things/t", "{}");
    registry.attach("t", registry.certificate('a'));
    invalid("DELETE", "/things/t", "");
    registry.principals.detach(new ThingName("t"), registry.certificate('a'));
    good("DELETE", "/things/t", "");
    JsonNode second = good("POST", "/things/t", "{}");
    assertThat(second.path("thingId")).isNotEqualTo(first.path("thingId"));
  }

  @Test
  void aTypeIsDeletedFiveMinutesAfterItsDeprecation() {
    good(
        "POST",
        "/thing-types/y",
        """
        {"thingTypeProperties":{"thingTypeDescription":"a type","searchableAttributes":["a"],
         "mqtt5Configuration":{"propagatingAttributes":[
           {"userPropertyKey":"k","thingAttribute":"a"},
           {"userPropertyKey":"c","connectionAttribute":"iot:ClientId"}]}},
         "tags":[{"Key":"k","Value":"v"}]}""");
    JsonNode described = good("GET", "/thing-types/y", "");
    assertThat(described.at("/thingTypeProperties/mqtt5Configuration/propagatingAttributes").size())
        .isEqualTo(2);
    assertThat(described.at("/thingTypeMetadata/deprecated").asBoolean()).isFalse();
    assertThat(described.at("/thingTypeMetadata").has("deprecationDate")).isFalse();
    invalid("DELETE", "/thing-types/y", "");
    good("POST", "/thing-types/y/deprecate", "{}");
    assertThat(good("GET", "/thing-types/y", "").at("/thingTypeMetadata/deprecationDate").asLong())
        .isEqualTo(NOW.getEpochSecond());
    invalid("POST", "/things/t", "{\"thingTypeName\":\"y\"}");
    good("POST", "/thing-types/y/deprecate", "{\"undoDeprecate\":true}");
    good("POST", "/things/t", "{\"thingTypeName\":\"y\"}");
    good("DELETE", "/things/t", "");
    good("POST", "/thing-types/y/deprecate", "");
    invalid("DELETE", "/thing-types/y", "");
    now = NOW.plus(Duration.ofMinutes(5));
    good("DELETE", "/thing-types/y", "");
    bad(404, "ResourceNotFoundException", "GET", "/thing-types/y", "");
    bad(404, "ResourceNotFoundException", "DELETE", "/thing-types/y", "");
  }

  @Test
  void aTypesPropertiesAreUpdatedAndItsListIsExact() {
    good("POST", "/thing-types/y", "{}");
    good("POST", "/thing-types/yy", "{}");
    good("PATCH", "/thing-types/y", "{\"thingTypeProperties\":{\"thingTypeDescription\":\"new\"}}");
    bad(
        409,
        "ResourceAlreadyExistsException",
        "POST",
        "/thing-types/y",
        "{\"thingTypeProperties\":{\"thingTypeDescription\":\"old\"}}");
    JsonNode listed = good("GET", "/thing-types?thingTypeName=y", "").path("thingTypes");
    assertThat(listed.size()).isEqualTo(1);
    assertThat(listed.at("/0/thingTypeProperties/thingTypeDescription").asString())
        .isEqualTo("new");
    invalid(
        "POST",
        "/thing-types/z",
        "{\"thingTypeProperties\":{\"searchableAttributes\":[\"a\",\"b\",\"c\",\"d\"]}}");
    invalid(
        "POST",
        "/thing-types/z",
        """
        {"thingTypeProperties":{"mqtt5Configuration":{"propagatingAttributes":[
          {"thingAttribute":"a"}]}}}""");
  }

  @Test
  void thingsAreFoundByAttributePrefixAndType() {
    good("POST", "/thing-types/y", "{}");
    good(
        "POST",
        "/things/t1",
        "{\"thingTypeName\":\"y\",\"attributePayload\":{\"attributes\":{\"a\":\"red\"}}}");
    good("POST", "/things/t2", "{}");
    String byPrefix = "/things?attributeName=a&attributeValue=re";
    JsonNode found = good("GET", byPrefix + "&usePrefixAttributeValue=true", "").path("things");
    assertThat(found.at("/0/thingName").asString()).isEqualTo("t1");
    assertThat(found.at("/0/thingTypeName").asString()).isEqualTo("y");
    assertThat(good("GET", byPrefix, "").path("things").size()).isZero();
    assertThat(good("GET", "/things?thingTypeName=y", "").path("things").size()).isEqualTo(1);
    assertThat(good("GET", "/things?thingTypeName=z", "").path("things").size()).isZero();
    invalid("GET", "/things?attributeValue=re", "");
  }

  @Test
  void listsEndWithoutATokenAndHoldAtMost250() {
    good("POST", "/things/t1", "{}");
    good("POST", "/things/t2", "{}");
    JsonNode first = good("GET", "/things?maxResults=1", "");
    String token = URLEncoder.encode(first.path("nextToken").asString(), StandardCharsets.UTF_8);
    JsonNode last = good("GET", "/things?maxResults=1&nextToken=" + token, "");
    assertThat(last.at("/things/0/thingName").asString()).isEqualTo("t2");
    assertThat(last.has("nextToken")).isFalse();
    for (String list : List.of("things", "thing-types", "thing-groups", "billing-groups")) {
      invalid("GET", "/" + list + "?maxResults=251", "");
      invalid("GET", "/" + list + "?maxResults=0", "");
      invalid("GET", "/" + list + "?nextToken=x", "");
    }
  }

  @Test
  void hierarchiesHaveSevenLevelsAndAHundredChildren() {
    good("POST", "/thing-groups/g1", "{}");
    for (int level = 2; level <= 7; level++) {
      good("POST", "/thing-groups/g" + level, "{\"parentGroupName\":\"g" + (level - 1) + "\"}");
    }
    invalid("POST", "/thing-groups/g8", "{\"parentGroupName\":\"g7\"}");
    for (int child = 1; child < 100; child++) {
      good("POST", "/thing-groups/c" + child, "{\"parentGroupName\":\"g1\"}");
    }
    invalid("POST", "/thing-groups/c100", "{\"parentGroupName\":\"g1\"}");
    invalid("POST", "/thing-groups/self", "{\"parentGroupName\":\"self\"}");
  }

  @Test
  void aThingIsInTenGroupsAndOnceInAHierarchy() {
    good("POST", "/things/t", "{}");
    for (int i = 1; i <= 11; i++) {
      good("POST", "/thing-groups/g" + i, "{}");
    }
    good("POST", "/thing-groups/below", "{\"parentGroupName\":\"g1\"}");
    for (int i = 1; i <= 10; i++) {
      member("add", "g" + i, 200);
    }
    member("add", "below", 400);
    member("add", "g11", 400);
    member("add", "g1", 200);
    member("remove", "g1", 200);
    member("remove", "g1", 200);
    member("add", "below", 200);
    assertThat(names("/thing-groups/g1/things", "things")).isEmpty();
    assertThat(names("/thing-groups/g1/things?recursive=true", "things")).containsExactly("t");
  }

  private void member(String verb, String group, int status) {
    String preposition = verb.equals("add") ? "To" : "From";
    String uri = "/thing-groups/" + verb + "Thing" + preposition + "ThingGroup";
    String body = "{\"thingName\":\"t\",\"thingGroupName\":\"" + group + "\"}";
    assertThat(call.send("PUT", uri, body).status()).as(verb + " " + group).isEqualTo(status);
  }

  @Test
  void aGroupGoesBeforeItsParentAndTakesItsMembershipsAlong() {
    good("POST", "/thing-groups/parent", "{}");
    good("POST", "/thing-groups/child", "{\"parentGroupName\":\"parent\"}");
    good("POST", "/things/t", "{}");
    member("add", "child", 200);
    invalid("DELETE", "/thing-groups/parent", "");
    good("DELETE", "/thing-groups/unknown", "");
    good("DELETE", "/thing-groups/child", "");
    good("DELETE", "/thing-groups/parent", "");
    assertThat(names("/things/t/thing-groups", "thingGroups")).isEmpty();
  }

  @Test
  void billingGroupsByTheContractsWords() {
    JsonNode created =
        good(
            "POST",
            "/billing-groups/b",
            "{\"billingGroupProperties\":{\"billingGroupDescription\":\"ours\"}}");
    assertThat(created.path("billingGroupArn").asString()).isEqualTo(PREFIX + "billinggroup/b");
    bad(404, "ResourceNotFoundException", "POST", "/things/t", "{\"billingGroupName\":\"c\"}");
    good("POST", "/things/t", "{\"billingGroupName\":\"b\"}");
    good("POST", "/things/u", "{}");
    good(
        "PUT",
        "/billing-groups/addThingToBillingGroup",
        """
        {"billingGroupArn":"%sbillinggroup/b","thingArn":"%sthing/u"}"""
            .formatted(PREFIX, PREFIX));
    assertThat(names("/billing-groups/b/things", "things")).containsExactly("t", "u");
    assertThat(good("GET", "/things/u", "").path("billingGroupName").asString()).isEqualTo("b");
    invalid("PUT", "/billing-groups/addThingToBillingGroup", "{\"thingName\":\"t\"}");
    invalid("PUT", "/billing-groups/addThingToBillingGroup", "{\"billingGroupName\":\"b\"}");
    invalid("DELETE", "/billing-groups/b", "");
    assertThat(
            good(
                    "PATCH",
                    "/billing-groups/b",
                    "{\"billingGroupProperties\":{},\"expectedVersion\":1}")
                .path("version")
                .asInt())
        .isEqualTo(2);
    good("DELETE", "/billing-groups/c?expectedVersion=1", "");
  }

  @Test
  void whatIsTaggableIsTaggedWhenCreatedAndLater() {
    String tags = "{\"tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}";
    good("POST", "/things/t", "{}");
    invalid("POST", "/tags", tagging("thing/t", "k", 1));
    for (String kind : List.of("thingtype", "billinggroup", "thinggroup")) {
      String uri = "/" + kind.replace("thing", "thing-").replace("billing", "billing-") + "s/x";
      good("POST", uri, tags);
      good("POST", "/tags", tagging(kind + "/x", "more", 49));
      bad(410, "LimitExceededException", "POST", "/tags", tagging(kind + "/x", "other", 1));
      invalid("POST", "/tags", tagging(kind + "/x", "aws:", 1));
      invalid("POST", "/tags", tagging(kind + "/x", "k".repeat(128), 1));
      assertThat(good("GET", "/tags?resourceArn=" + PREFIX + kind + "/x", "").path("tags").size())
          .isEqualTo(50);
      bad(404, "ResourceNotFoundException", "POST", "/tags", tagging(kind + "/y", "k", 1));
    }
  }

  private static String tagging(String resource, String key, int count) {
    String tags =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"Key\":\"" + key + i + "\",\"Value\":\"v\"}")
            .collect(Collectors.joining(","));
    return "{\"resourceArn\":\"" + PREFIX + resource + "\",\"tags\":[" + tags + "]}";
  }
}
