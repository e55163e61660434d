package io.drover.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The `aws` command with the environment that `drover env` prints.
@NullMarked
final class AwsCommand {
  private final Path folder;
  private final Map<String, String> environment;
  private final boolean readsEndpointUrl;

  AwsCommand(RunningServer server, Path folder) {
    this.folder = folder;
    this.environment = new HashMap<>(server.environment());
    environment.put("HOME", folder.toString());
    environment.put("AWS_PAGER", "");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    readsEndpointUrl = readsEndpointUrl();
  }

  /// Versions before 1.29 and 2.13 do not know the variable AWS_ENDPOINT_URL, and are told with a
  /// flag instead.
  private boolean readsEndpointUrl() {
    Command.Outcome version = Command.run(folder, Map.of(), List.of("aws", "--version"));
    String[] parts =
        (version.output() + version.errors())
            .replaceAll("(?s)aws-cli/(\\d+)\\.(\\d+).*", "$1 $2")
            .split(" ");
    int minor = Integer.parseInt(parts[1]);
    return parts[0].equals("1") ? minor >= 29 : minor >= 13;
  }

  /// Runs `aws` with these words and reads its JSON; empty output is an empty object.
  JsonNode json(String... words) {
    String output = text(words);
    return JsonMapper.shared().readTree(output.isBlank() ? "{}" : output);
  }

  String text(String... words) {
    return run(words).succeeded();
  }

  Command.Outcome run(String... words) {
    List<String> command = new ArrayList<>();
    command.add("aws");
    if (!readsEndpointUrl) {
      String variable = words[0].equals("s3") ? "AWS_ENDPOINT_URL_S3" : "AWS_ENDPOINT_URL";
      command.addAll(List.of("--endpoint-url", environment.getOrDefault(variable, "")));
    }
    command.addAll(List.of(words));
    return Command.run(folder, environment, command);
  }
}
