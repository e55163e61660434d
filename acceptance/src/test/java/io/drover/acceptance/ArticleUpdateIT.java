package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobProcessDetails;
import software.amazon.awssdk.services.iot.model.JobStatus;

/// The article's update with the AWS SDK and the AWS IoT device SDK.
class ArticleUpdateIT {
  @TempDir Path folder;

  @Test
  void devicesOfBothMethodsInstallAndTheOperatorSeesEachEnd() throws Exception {
    carryOut();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "DROVER_TEST_POSTGRES_URL", matches = ".+")
  void theSameHoldsOverPostgres() throws Exception {
    carryOut("store.url=" + System.getenv("DROVER_TEST_POSTGRES_URL"));
  }

  private void carryOut(String... settings) throws Exception {
    try (RunningServer server = RunningServer.start(folder.resolve("data"), settings);
        Operator operator = new Operator(server)) {
      ArticleUpdate.Result result =
          new ArticleUpdate(server, operator, folder, Journal.SILENT).run();

      assertThat(result.job().job().status()).isEqualTo(JobStatus.COMPLETED);
      assertThat(result.job().job().completedAt()).isNotNull();
      JobProcessDetails counters = result.job().job().jobProcessDetails();
      assertThat(counters.numberOfSucceededThings()).isEqualTo(2);
      assertThat(counters.numberOfFailedThings()).isEqualTo(1);
      assertThat(counters.numberOfQueuedThings()).isZero();
      assertThat(counters.numberOfInProgressThings()).isZero();
      assertThat(counters.processingTargets()).isEmpty();
      assertThat(result.executions())
          .isEqualTo(
              Map.of(
                  "pump-1", JobExecutionStatus.SUCCEEDED,
                  "pump-2", JobExecutionStatus.SUCCEEDED,
                  "pump-3", JobExecutionStatus.FAILED));
      assertThat(Files.readString(result.installed().get(0))).startsWith("// pump firmware 1.1");
      assertThat(Files.size(result.installed().get(1)))
          .isEqualTo(Files.size(result.installed().get(0)));
      assertThat(result.installed().get(2)).doesNotExist();
    }
  }
}
