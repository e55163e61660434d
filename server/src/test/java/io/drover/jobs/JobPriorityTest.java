package io.drover.jobs;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobPriorityTest {
  @ParameterizedTest
  @ValueSource(strings = {"-1000", "-1", "0", "+7", "007", "1000"})
  void wholeNumbersWithinTheBoundsAreTaken(String tag) {
    assertThat(JobPriority.of(Optional.of(tag)).value()).isEqualTo(Integer.parseInt(tag));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "high", "1.5", "1001", "-1001", "99999999999", "1 ", "٣"})
  void anythingElseIsRefusedByName(String tag) {
    InvalidRequest refused = refusal(InvalidRequest.class, () -> JobPriority.of(Optional.of(tag)));
    assertThat(refused.message())
        .isEqualTo(
            "The tag drover:priority must be a whole number from -1000 to 1000, but is '%s'.", tag);
  }

  @Test
  void withoutTheTagItIsNought() {
    assertThat(JobPriority.of(Optional.empty())).isEqualTo(JobPriority.NONE);
  }
}
