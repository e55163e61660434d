package io.drover.jobs;

import static io.drover.registry.TestRegistry.refusal;

import io.drover.rejection.Rejection.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {

  @ParameterizedTest
  @EnumSource(names = {"TIMED_OUT", "REMOVED", "CANCELED"})
  void aDeviceCannotSetWhatOnlyTheServiceSets(JobExecutionStatus status) {
    refusal(InvalidRequest.class, () -> Report.of(TestFleet.report(status)));
  }

  @Test
  void aStepTimerGoesWithProgressOnly() {
    ExecutionUpdate update =
        new ExecutionUpdate(JobExecutionStatus.SUCCEEDED, null, null, null, false, 1L);
    refusal(InvalidRequest.class, () -> Report.of(update));
  }
}
