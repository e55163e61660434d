package io.drover.acceptance.mqtt;

import io.drover.acceptance.Operator;
import io.drover.acceptance.Operator.DeviceIdentity;
import io.drover.acceptance.RunningServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every [Behaviour] with every library, against one server. One that a library cannot be asked is
/// reported as skipped, with the reason.
class ClientsIT {
  private static final String POLICY =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Action": "iot:*", "Resource": "*"},
          {
            "Effect": "Deny",
            "Action": "iot:Publish",
            "Resource": "arn:aws:iot:us-east-1:123456789012:topic/secret/*"
          }
        ]
      }
      """;

  private static final List<MqttLibrary> LIBRARIES =
      List.of(
          new HiveMq(),
          new Paho3(),
          new Paho5(),
          new NodeLibrary("mqtt", 5),
          new NodeLibrary("aws-iot-device-sdk", 3),
          new NodeLibrary("aws-iot-device-sdk-v2", 5));

  @TempDir static Path folder;
  private static RunningServer server;
  private static Operator operator;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"), "wss.port=0");
    operator = new Operator(server);
    operator.iot().createPolicy(policy -> policy.policyName("devices").policyDocument(POLICY));
  }

  @AfterAll
  static void stop() throws Exception {
    for (MqttLibrary library : LIBRARIES) {
      library.close();
    }
    operator.close();
    server.close();
  }

  @TestFactory
  Stream<DynamicNode> everyLibraryFindsWhatItsUsersRelyOn() {
    return Stream.iterate(0, i -> i < LIBRARIES.size(), i -> i + 1)
        .flatMap(
            i -> {
              DeviceIdentity one = operator.register("thing-" + i + "-1", "devices");
              DeviceIdentity two = operator.register("thing-" + i + "-2", "devices");
              return of(new Stage(server, LIBRARIES.get(i), one, two));
            });
  }

  private static Stream<DynamicNode> of(Stage stage) {
    return Arrays.stream(Behaviour.values())
        .map(
            behaviour ->
                DynamicTest.dynamicTest(
                    stage.library().name() + ": " + behaviour, () -> check(stage, behaviour)));
  }

  private static void check(Stage stage, Behaviour behaviour) throws Exception {
    @Nullable String reason = stage.library().cannot().get(behaviour);
    if (reason != null) {
      Assumptions.abort(reason);
    }
    behaviour.holds(stage);
  }
}
