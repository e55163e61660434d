package io.drover.acceptance.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.acceptance.Operator;
import io.drover.acceptance.Operator.DeviceIdentity;
import io.drover.acceptance.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// Two servers over one PostgreSQL and with one authority, and a client that goes from one to the
/// other.
@EnabledIfEnvironmentVariable(named = "DROVER_TEST_POSTGRES_URL", matches = ".+")
class TwoServersMqttIT {
  /// Two seconds, and how late that may be on a machine that is busy.
  private static final Duration LATEST = Duration.ofSeconds(5);

  /// The store is shared with other tests.
  private final String thing = "two-servers-" + UUID.randomUUID();

  @TempDir Path folder;
  private RunningServer one;
  private RunningServer two;
  private Operator operator;

  @BeforeEach
  void start() throws IOException {
    String store = "store.url=" + System.getenv("DROVER_TEST_POSTGRES_URL");
    one = RunningServer.start(folder.resolve("one"), store);
    copy(folder.resolve("one/identity"), folder.resolve("two/identity"));
    two = RunningServer.start(folder.resolve("two"), store);
    operator = new Operator(one);
    operator.createDevicePolicy(thing);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @AfterEach
  void stop() {
    operator.close();
    two.close();
    one.close();
  }

  @Test
  void theFirstConnectionOfAClientEndsSoonAfterItHasComeToTheOtherServer() throws Exception {
    HiveMq library = new HiveMq();
    DeviceIdentity identity = operator.register(thing, thing);
    Stage atOne = new Stage(one, library, identity, identity);
    Stage atTwo = new Stage(two, library, identity, identity);
    for (Stage stage : List.of(atOne, atTwo)) {
      stage.first().close(); // what it takes to connect for the first time
    }
    try (Peer first = atOne.first();
        Peer second = atTwo.first()) {
      long came = System.nanoTime();
      assertThat(first.inbox().awaitEnd()).isEqualTo(0x8e);
      assertThat(Duration.ofNanos(System.nanoTime() - came)).isLessThan(LATEST);

      Message message = Message.of(atTwo.reserved("jobs/get"), "", 1);
      second.subscribe(atTwo.reserved("jobs/get/+"));
      second.publish(message);
      assertThat(second.next().topic()).isEqualTo(atTwo.reserved("jobs/get/accepted"));
    }
  }
}
