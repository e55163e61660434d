package io.drover.acceptance.mqtt;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every [Behaviour] with every library, in the mode of AWS's broker.
class ClientsIT {
  private static final List<MqttLibrary> LIBRARIES =
      List.of(
          new HiveMq(),
          new Paho3(),
          new Paho5(),
          new NodeLibrary("mqtt", 5),
          new NodeLibrary("aws-iot-device-sdk", 3),
          new NodeLibrary("aws-iot-device-sdk-v2", 5));

  @TempDir static Path folder;
  private static Trials trials;

  @BeforeAll
  static void start() {
    trials = Trials.start(folder.resolve("data"), LIBRARIES, "wss.port=0");
  }

  @AfterAll
  static void stop() {
    trials.close();
  }

  @TestFactory
  Stream<DynamicNode> everyLibraryFindsWhatItsUsersRelyOn() {
    return trials.of(List.of(Behaviour.values()));
  }
}
