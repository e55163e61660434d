package io.drover.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.protocol.ExecutionState;
import io.drover.protocol.RejectedCode;
import io.drover.rejection.Rejection;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final ExecutionState STATE = new ExecutionState("QUEUED", Map.of(), 1);

  @Test
  void eachRefusalHasItsCode() {
    assertCode(new Rejection.InvalidTopic("m"), RejectedCode.INVALID_TOPIC);
    assertCode(new Rejection.InvalidJson("m"), RejectedCode.INVALID_JSON);
    assertCode(new Rejection.InvalidRequest("m"), RejectedCode.INVALID_REQUEST);
    assertCode(
        new Rejection.InvalidStateTransition("m", STATE), RejectedCode.INVALID_STATE_TRANSITION);
    assertCode(new Rejection.VersionMismatch("m", STATE), RejectedCode.VERSION_MISMATCH);
    assertCode(new Rejection.ResourceNotFound("m"), RejectedCode.RESOURCE_NOT_FOUND);
    assertCode(new Rejection.TerminalState("m"), RejectedCode.TERMINAL_STATE_REACHED);
    assertCode(new Rejection.Throttled("m"), RejectedCode.REQUEST_THROTTLED);
    assertCode(new Rejection.Unavailable("m"), RejectedCode.INTERNAL_ERROR);
    assertCode(new Rejection.LimitExceeded("m"), RejectedCode.INVALID_REQUEST);
  }

  private static void assertCode(Rejection rejection, RejectedCode code) {
    assertThat(Refusals.code(rejection)).isEqualTo(code);
  }

  @Test
  void onlyRefusalsOfAReportTellTheState() {
    Instant now = Instant.EPOCH;

    assertThat(Refusals.spell(new Rejection.VersionMismatch("m", STATE), "t", now).executionState())
        .isEqualTo(STATE);
    assertThat(
            Refusals.spell(new Rejection.InvalidStateTransition("m", STATE), "t", now)
                .executionState())
        .isEqualTo(STATE);
    assertThat(Refusals.spell(new Rejection.TerminalState("m"), "t", now).executionState())
        .isNull();
  }
}
