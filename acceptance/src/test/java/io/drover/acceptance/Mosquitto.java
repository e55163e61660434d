package io.drover.acceptance;

import io.drover.acceptance.Operator.DeviceIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Mosquitto's commands, which speak MQTT 5 as a thing.
///
/// @param folder where they find the thing's certificate and key
public record Mosquitto(RunningServer server, DeviceIdentity identity, Path folder) {

  /// The output of `mosquitto_pub` or `mosquitto_sub`, which must succeed.
  public String run(String program, String... arguments) throws IOException {
    Path certificate = folder.resolve(identity.thing() + ".pem");
    Path key = folder.resolve(identity.thing() + ".key");
    List<String> command = new ArrayList<>(List.of(program, "-V", "5", "-h", "localhost"));
    command.addAll(List.of("-p", String.valueOf(server.port("mqtts")), "-i", identity.thing()));
    command.addAll(List.of("--cafile", server.caFile().toString()));
    command.addAll(
        List.of(
            "--cert",
            Files.writeString(certificate, identity.certificatePem()).toString(),
            "--key",
            Files.writeString(key, identity.privateKeyPem()).toString()));
    command.addAll(List.of(arguments));
    return Command.run(folder, Map.of(), command).succeeded();
  }
}
