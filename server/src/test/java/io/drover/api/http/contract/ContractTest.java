package io.drover.api.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.contract.Shape.Mapping;
import io.drover.api.http.contract.Shape.Member;
import io.drover.api.http.contract.Shape.Place;
import io.drover.api.http.contract.Shape.Sequence;
import io.drover.api.http.contract.Shape.Structure;
import io.drover.api.http.contract.Shape.Text;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractTest {
  private final Contract contract = Contract.load();

  @Test
  void everyOperationOfTheThreeServicesIsKnown() {
    assertThat(contract.operations(Service.IOT)).hasSize(272);
    assertThat(contract.operations(Service.IOT_DATA)).hasSize(10);
    assertThat(contract.operations(Service.IOT_JOBS_DATA)).hasSize(5);
  }

  @Test
  void everyShapeOfEveryOperationCompiles() {
    Set<Shape> seen = new HashSet<>();
    Arrays.stream(Service.values())
        .flatMap(service -> contract.operations(service).values().stream())
        .forEach(
            operation -> {
              walk(operation.input(), seen);
              walk(operation.output(), seen);
            });
    assertThat(seen).hasSizeGreaterThan(900);
  }

  @Test
  void anOperationSaysWhatItTakes() {
    Structure input = contract.find(Service.IOT, "DeleteThing").orElseThrow().input();
    assertThat(input.members())
        .extracting(Member::name)
        .containsExactly("thingName", "expectedVersion");
    Member thingName = input.members().getFirst();
    assertThat(thingName.place()).isEqualTo(Place.PATH);
    assertThat(thingName.required()).isTrue();
    assertThat(thingName.shape())
        .isInstanceOfSatisfying(Text.class, text -> assertThat(text.length().max()).isEqualTo(128));
  }

  private static void walk(Shape shape, Set<Shape> seen) {
    if (seen.add(shape)) {
      switch (shape) {
        case Structure structure ->
            structure.members().forEach(member -> walk(member.shape(), seen));
        case Sequence sequence -> walk(sequence.element().get(), seen);
        case Mapping mapping -> {
          walk(mapping.key().get(), seen);
          walk(mapping.value().get(), seen);
        }
        default -> {}
      }
    }
  }

  @Test
  void olderClientsSignForTheControlPlaneUnderAnotherName() {
    assertThat(Service.signedAs("execute-api")).contains(Service.IOT);
    assertThat(Service.signedAs("s3")).isEmpty();
  }
}
