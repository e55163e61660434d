package io.drover.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionVersionsTest {
  private Instant now = Instant.parse("2030-05-06T07:08:09Z");
  private final ConnectionVersions versions = new ConnectionVersions(() -> now);

  @Test
  void connectAndDisconnectHaveTheSameVersionAndItGrows() {
    assertThat(versions.connected("c", "s1")).isZero();
    assertThat(versions.disconnected("c", "s1")).isZero();
    assertThat(versions.connected("c", "s2")).isEqualTo(1);
    assertThat(versions.connected("d", "s3")).isZero();
    assertThat(versions.disconnected("c", "s2")).isEqualTo(1);
  }

  @Test
  void aLongConnectionKeepsItsVersion() {
    versions.connected("c", "s1");
    versions.disconnected("c", "s1");
    versions.connected("c", "s2");
    now = now.plus(Duration.ofHours(5));
    assertThat(versions.disconnected("c", "s2")).isEqualTo(1);
    assertThat(versions.connected("c", "s3")).isEqualTo(2);
  }

  @Test
  void anHourAwayBeginsAnew() {
    versions.connected("c", "s1");
    versions.disconnected("c", "s1");
    versions.connected("c", "s2");
    versions.disconnected("c", "s2");
    now = now.plus(Duration.ofMinutes(61));
    assertThat(versions.connected("c", "s3")).isZero();
  }
}
