package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `drover jobs list` and `drover jobs watch`, on a terminal and through a pipe.
class JobsCommandIT {
  private static final String ESCAPE = "\u001b[";

  @TempDir static Path folder;
  private static RunningServer server;
  private static AwsCommand aws;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    aws = new AwsCommand(server, folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aJobIsListedAndWatchedUntilItEnds() throws Exception {
    List<String> targets = new ArrayList<>();
    for (String thing : List.of("watched-1", "watched-2")) {
      JsonNode created = aws.json("iot", "create-thing", "--thing-name", thing);
      targets.add(created.get("thingArn").asString());
    }
    List<String> create = new ArrayList<>(List.of("iot", "create-job", "--job-id", "watched"));
    create.addAll(List.of("--document", "{}", "--targets"));
    create.addAll(targets);
    aws.json(create.toArray(String[]::new));
    awaitPending("watched-2");
    report("watched-1", "SUCCEEDED", "a=b");

    Command.Outcome going = jobs("watch", "watched", "--once");
    assertThat(going.exitCode()).isEqualTo(5);
    assertThat(going.output()).contains("watched").doesNotContain(ESCAPE);
    JsonNode listed = JsonMapper.shared().readTree(jobs("list", "--json").succeeded());
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).toString()).contains("\"watched\"");
    assertThat(jobs("list", "--status", "COMPLETED").succeeded()).doesNotContain("watched");

    report("watched-2", "FAILED", "reason=no-space");
    Command.Outcome ended = jobs("watch", "watched");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.output()).contains("watched-2").contains("no-space").doesNotContain(ESCAPE);

    Command.Outcome drawn = onTerminal("watch", "watched");
    assertThat(drawn.exitCode()).isEqualTo(3);
    assertThat(drawn.output()).contains(ESCAPE).contains("watched-2").contains("no-space");
    assertThat(drawn.output().contains(ESCAPE + "?25l"))
        .as("a cursor that was hidden is shown again")
        .isEqualTo(drawn.output().contains(ESCAPE + "?25h"));
  }

  @Test
  void whatCannotBeShownIsToldWithWhatToDoNext() {
    Command.Outcome unknown = jobs("watch", "no-such-job");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors()).contains("no-such-job");
    Command.Outcome nowhere =
        run(List.of("jobs", "list", "--data", folder.resolve("empty").toString()), Map.of());
    assertThat(nowhere.exitCode()).isNotZero();
    assertThat(nowhere.errors()).contains("./drover serve");
    Command.Outcome stranger =
        run(
            List.of("jobs", "list", "--endpoint", server.apiUrl()),
            Map.of("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY", "wrong"));
    assertThat(stranger.exitCode()).isEqualTo(1);
    assertThat(stranger.errors()).isNotBlank().doesNotContain("Exception in");
    assertThat(jobs("watch", "x", "--interval", "0").exitCode()).isEqualTo(2);
  }

  private static void report(String thing, String status, String detail) {
    aws.json(
        "iot-jobs-data",
        "update-job-execution",
        "--job-id",
        "watched",
        "--thing-name",
        thing,
        "--status",
        status,
        "--status-details",
        detail);
  }

  private static void awaitPending(String thing) throws InterruptedException {
    for (int tries = 0; tries < 50; tries++) {
      JsonNode pending =
          aws.json("iot-jobs-data", "get-pending-job-executions", "--thing-name", thing);
      if (!pending.get("queuedJobs").isEmpty()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("nothing was queued on " + thing);
  }

  private static Command.Outcome jobs(String... words) {
    return run(words(words), Map.of());
  }

  private static List<String> words(String... words) {
    List<String> all = new ArrayList<>(List.of("jobs"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", server.data().toString()));
    return all;
  }

  private static Command.Outcome run(List<String> words, Map<String, String> environment) {
    List<String> command = RunningServer.program();
    command.addAll(words);
    return Command.run(folder, environment, command);
  }

  /// In a terminal of 80 columns; the exit code is that of the command.
  private static Command.Outcome onTerminal(String... words) {
    List<String> command = RunningServer.program();
    command.addAll(words(words));
    String line = "stty cols 80 rows 24; exec " + String.join(" ", command);
    return Command.run(
        folder,
        Map.of("TERM", "xterm-256color"),
        List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
  }
}
