package io.drover.gateway.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EnginesTest {

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void linuxOnX86HasBothNatively() {
    assertThat(Engines.available()).isEqualTo(new Engines(true, true));
  }

  @Test
  void theLogTellsThemApart() {
    assertThat(new Engines(true, true).describe()).isEqualTo("epoll and BoringSSL");
    assertThat(Engines.JAVA.describe()).isEqualTo("Java's sockets and Java's TLS");
  }
}
