package io.drover.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.Operation;
import io.drover.api.tags.ListTagsForResource;
import io.drover.api.tags.TagResource;
import io.drover.api.tags.UntagResource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The records of requests and answers spell their members as the contract does.
class ContractMembersTest {
  private static final JsonNode CONTRACT = contract();

  private static JsonNode contract() {
    try (InputStream in = ContractMembersTest.class.getResourceAsStream("/contract/iot.json")) {
      return new JsonMapper().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Class<?>> operations() {
    return List.of(
        CreateThing.class,
        DescribeThing.class,
        UpdateThing.class,
        DeleteThing.class,
        ListThings.class,
        CreateThingGroup.class,
        DescribeThingGroup.class,
        UpdateThingGroup.class,
        DeleteThingGroup.class,
        ListThingGroups.class,
        ListThingGroupsForThing.class,
        AddThingToThingGroup.class,
        RemoveThingFromThingGroup.class,
        UpdateThingGroupsForThing.class,
        ListThingsInThingGroup.class,
        AttachThingPrincipal.class,
        DetachThingPrincipal.class,
        ListThingPrincipals.class,
        ListThingPrincipalsV2.class,
        ListPrincipalThings.class,
        ListPrincipalThingsV2.class,
        CreateThingType.class,
        DescribeThingType.class,
        UpdateThingType.class,
        DeprecateThingType.class,
        DeleteThingType.class,
        ListThingTypes.class,
        CreateBillingGroup.class,
        DescribeBillingGroup.class,
        UpdateBillingGroup.class,
        DeleteBillingGroup.class,
        ListBillingGroups.class,
        AddThingToBillingGroup.class,
        RemoveThingFromBillingGroup.class,
        ListThingsInBillingGroup.class,
        DescribeEndpoint.class,
        TagResource.class,
        UntagResource.class,
        ListTagsForResource.class);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void requestsCarryEveryMemberOfTheContract(Class<?> operation) {
    JsonNode shape = shape(operation, "input");
    Class<?> request = (Class<?>) types(operation)[0];
    assertThat(names(request)).isEqualTo(Set.copyOf(shape.path("members").propertyNames()));
    assertNested(request, shape);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answersCarryMembersOfTheContractAlone(Class<?> operation) {
    JsonNode shape = shape(operation, "output");
    Class<?> answer = (Class<?>) types(operation)[1];
    assertNested(answer, shape);
  }

  private static Type[] types(Class<?> operation) {
    ParameterizedType type = (ParameterizedType) operation.getGenericInterfaces()[0];
    assertThat(type.getRawType()).isEqualTo(Operation.class);
    return type.getActualTypeArguments();
  }

  private static JsonNode shape(Class<?> operation, String side) {
    JsonNode described = CONTRACT.path("operations").path(operation.getSimpleName());
    return CONTRACT.path("shapes").path(described.path(side).path("shape").asString());
  }

  private static Set<String> names(Class<?> record) {
    return Stream.of(record.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static void assertNested(Class<?> record, JsonNode shape) {
    for (RecordComponent component : record.getRecordComponents()) {
      JsonNode member = shape.path("members").path(component.getName());
      assertThat(member.isObject()).as(component.toString()).isTrue();
      JsonNode of = CONTRACT.path("shapes").path(member.path("shape").asString());
      if (component.getType().isRecord()) {
        assertNested(component.getType(), of);
      } else if (component.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> item
          && item.isRecord()) {
        assertNested(
            item, CONTRACT.path("shapes").path(of.path("member").path("shape").asString()));
      }
    }
  }
}
