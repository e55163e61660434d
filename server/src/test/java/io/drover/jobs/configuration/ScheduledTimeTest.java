package io.drover.jobs.configuration;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduledTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2025-01-31 12:00, 2025-01-31T12:00:00Z",
    "2025-01-31T12:00, 2025-01-31T12:00:00Z",
    "2025-01-31T12:00:05, 2025-01-31T12:00:05Z",
    "2025-01-31T12:00:05.250Z, 2025-01-31T12:00:05.250Z",
    "2025-01-31T12:00Z, 2025-01-31T12:00:00Z",
    "2025-01-31 12:00+02:00, 2025-01-31T10:00:00Z",
    "2025-01-31T12:00:00-05:30, 2025-01-31T17:30:00Z",
    "2024-02-29 00:00, 2024-02-29T00:00:00Z"
  })
  void aTimeIsReadAndKeptAsItIsWritten(String text, Instant instant) {
    ScheduledTime time = new ScheduledTime(text);
    assertThat(time.instant()).isEqualTo(instant);
    assertThat(time.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2025-01-31",
        "12:00",
        "2025-02-29 12:00",
        "2025-01-31 24:00",
        "2025-01-31  12:00",
        "2025-01-31 12:00 Z",
        "31.01.2025 12:00",
        "1738324800",
        "2025-01-31 12:00+2"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThat(refusal(InvalidRequest.class, () -> new ScheduledTime(text)).message())
        .contains("is not a time");
  }

  @Test
  void aTimeIsWrittenInUtcToTheMinute() {
    assertThat(ScheduledTime.of(Instant.parse("2025-01-31T09:05:59Z")).text())
        .isEqualTo("2025-01-31 09:05");
  }
}
