package io.drover.acceptance.mqtt;

import io.drover.acceptance.Operator;
import io.drover.acceptance.Operator.DeviceIdentity;
import io.drover.acceptance.RunningServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/// Every [Expectation] of some with every library of some, against one server of its own. One that
/// a library cannot be asked is reported as skipped, with the reason.
final class Trials implements AutoCloseable {
  private final RunningServer server;
  private final Operator operator;
  private final List<MqttLibrary> libraries;

  private Trials(RunningServer server, List<MqttLibrary> libraries) {
    this.server = server;
    this.operator = new Operator(server);
    this.libraries = libraries;
    operator.createPolicyOfAllBut("devices", "secret/*");
  }

  /// Starts the server, which ends with this.
  static Trials start(Path data, List<MqttLibrary> libraries, String... settings) {
    return new Trials(RunningServer.start(data, settings), libraries);
  }

  RunningServer server() {
    return server;
  }

  Stream<DynamicNode> of(List<? extends Expectation> expectations) {
    return IntStream.range(0, libraries.size())
        .boxed()
        .flatMap(
            i -> {
              DeviceIdentity one = register("thing-" + i + "-1");
              DeviceIdentity two = register("thing-" + i + "-2");
              return of(new Stage(server, libraries.get(i), one, two), expectations);
            });
  }

  /// A thing that may do anything but publish to `secret/`.
  DeviceIdentity register(String thing) {
    return operator.register(thing, "devices");
  }

  private static Stream<DynamicNode> of(Stage stage, List<? extends Expectation> expectations) {
    return expectations.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    stage.library().name() + ": " + each, () -> check(stage, each)));
  }

  private static void check(Stage stage, Expectation expectation) throws Exception {
    @Nullable String reason = stage.library().cannot().get(expectation);
    if (reason != null) {
      Assumptions.abort(reason);
    }
    expectation.holds(stage);
  }

  @Override
  public void close() {
    libraries.forEach(MqttLibrary::close);
    operator.close();
    server.close();
  }
}
