package io.drover.acceptance.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.acceptance.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every [StandardBehaviour] with libraries that are not made for AWS, in the mode that keeps to
/// the specifications.
class StandardClientsIT {
  private static final List<MqttLibrary> LIBRARIES =
      List.of(new HiveMq(), new Paho3(), new Paho5(), NodeLibrary.withoutAliases());

  @TempDir static Path folder;
  private static Trials trials;

  @BeforeAll
  static void start() {
    trials = Trials.start(folder.resolve("data"), LIBRARIES, "broker.mode=standard");
  }

  @AfterAll
  static void stop() {
    trials.close();
  }

  @TestFactory
  Stream<DynamicNode> everyLibraryFindsWhatTheSpecificationsSay() {
    return trials.of(List.of(StandardBehaviour.values()));
  }

  @Test
  void toolsOfMosquittoFindWhatTheSpecificationsSay() throws IOException {
    Mosquitto tools = new Mosquitto(trials.server(), trials.register("tools"), folder);
    tools.run("mosquitto_pub", "-t", "tools", "-q", "2", "-r", "-m", "kept");
    List<String> subscribing =
        List.of("-t", "tools/#", "-q", "2", "-D", "subscribe", "subscription-identifier", "7");
    List<String> showing = List.of("-C", "1", "-F", "%t %q %r %S %p");
    assertThat(
            tools.run(
                "mosquitto_sub",
                Stream.of(subscribing, showing).flatMap(List::stream).toArray(String[]::new)))
        .isEqualTo("tools 2 1 7 kept\n");
  }
}
