package io.drover.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.drover.api.http.Operations.Entry;
import io.drover.api.http.contract.Contract;
import io.drover.api.http.contract.Service;
import io.drover.api.http.fake.DescribeThing;
import org.junit.jupiter.api.Test;

class OperationsTest {
  private final Operations operations = new Operations(Contract.load());

  @Test
  void theListingHasEveryOperationAndMarksTheServed() {
    operations.add(Service.IOT, new DescribeThing());
    assertThat(operations.list()).hasSize(287);
    assertThat(operations.list().stream().filter(Entry::served))
        .containsExactly(
            new Entry(Service.IOT, "DescribeThing", "GET", "/things/{thingName}", true));
  }

  @Test
  void anOperationThatTheContractDoesNotKnowFailsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> operations.add(Service.IOT_DATA, new DescribeThing()))
        .withMessage("iot-data has no operation DescribeThing");
  }

  @Test
  void anOperationServedTwiceFailsTheStart() {
    operations.add(Service.IOT, new DescribeThing());
    assertThatIllegalStateException()
        .isThrownBy(() -> operations.add(Service.IOT, new DescribeThing()))
        .withMessage("iot DescribeThing is served twice");
  }
}
