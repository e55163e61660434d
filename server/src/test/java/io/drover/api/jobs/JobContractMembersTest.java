package io.drover.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.Operation.Nothing;
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

/// The records of requests carry all members of the contract, those of answers no others.
class JobContractMembersTest {
  private static final JsonNode CONTRACT = contract();

  private static JsonNode contract() {
    try (InputStream in = JobContractMembersTest.class.getResourceAsStream("/contract/iot.json")) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Class<?>> operations() {
    return List.of(
        CreateJob.class,
        DescribeJob.class,
        GetJobDocument.class,
        ListJobs.class,
        UpdateJob.class,
        CancelJob.class,
        DeleteJob.class,
        ListJobExecutionsForJob.class,
        ListJobExecutionsForThing.class,
        DescribeJobExecution.class,
        CancelJobExecution.class,
        DeleteJobExecution.class,
        CreateJobTemplate.class,
        DescribeJobTemplate.class,
        ListJobTemplates.class,
        DeleteJobTemplate.class,
        ListManagedJobTemplates.class,
        DescribeManagedJobTemplate.class);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void requestsCarryEveryMember(Class<?> operation) {
    assertThat(names((Class<?>) types(operation)[0])).isEqualTo(members(shape(operation, "input")));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answersCarryNothingElse(Class<?> operation) {
    Class<?> answer = (Class<?>) types(operation)[1];
    if (answer == Nothing.class) {
      assertThat(CONTRACT.path("operations").path(operation.getSimpleName()).path("output"))
          .matches(output -> members(shape(operation, "output")).isEmpty());
    } else {
      assertMembers(answer, shape(operation, "output"));
    }
  }

  private static void assertMembers(Class<?> record, JsonNode shape) {
    assertThat(members(shape)).containsAll(names(record));
    for (RecordComponent component : record.getRecordComponents()) {
      JsonNode inner = named(shape.path("members").path(component.getName()));
      if (component.getType().isRecord()) {
        assertMembers(component.getType(), inner);
      } else if (component.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> item
          && item.isRecord()) {
        assertMembers(item, named(inner.path("member")));
      }
    }
  }

  private static Type[] types(Class<?> operation) {
    return ((ParameterizedType) operation.getGenericInterfaces()[0]).getActualTypeArguments();
  }

  private static JsonNode shape(Class<?> operation, String side) {
    return named(CONTRACT.path("operations").path(operation.getSimpleName()).path(side));
  }

  private static JsonNode named(JsonNode reference) {
    return CONTRACT.path("shapes").path(reference.path("shape").asString());
  }

  private static Set<String> members(JsonNode shape) {
    return Set.copyOf(shape.path("members").propertyNames());
  }

  private static Set<String> names(Class<?> record) {
    return Stream.of(record.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }
}
