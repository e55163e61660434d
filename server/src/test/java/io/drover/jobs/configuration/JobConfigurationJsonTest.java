package io.drover.jobs.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobConfigurationJsonTest {

  @Test
  void whatIsWrittenIsReadAsItWas() {
    assertThat(JobConfigurationJson.read(JobConfigurationJson.write(TestConfigurations.whole())))
        .isEqualTo(TestConfigurations.whole());
  }

  @Test
  void whatIsNotSetIsLeftOut() {
    assertThat(JobConfigurationJson.write(JobConfiguration.NONE)).isEqualTo("{}");
    assertThat(JobConfigurationJson.read("{}")).isEqualTo(JobConfiguration.NONE);
    RolloutConfig rollout = new RolloutConfig(5, null);
    assertThat(JobConfigurationJson.write(JobConfiguration.NONE.with(rollout)))
        .isEqualTo("{\"rollout\":{\"maximumPerMinute\":5}}");
  }
}
