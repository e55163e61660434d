package io.drover.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobStatus;

/// Shows the whole product in a minute: starts a server with everything embedded in a new folder,
/// and carries the article's update through it.
public final class Quickstart {
  private Quickstart() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("drover-quickstart-");
    Narrator narrator = new Narrator();
    narrator.step("A server with everything embedded");
    boolean asExpected;
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      narrator.tell(
          String.format(
              Locale.ROOT,
              "ready in %.1f s, state in %s",
              server.startedIn().toMillis() / 1000.0,
              server.data()));
      for (String door : new String[] {"api", "mqtts", "data", "s3", "s3s"}) {
        narrator.tell(String.format(Locale.ROOT, "%-5s port %d", door, server.port(door)));
      }
      try (Operator operator = new Operator(server)) {
        ArticleUpdate.Result result = new ArticleUpdate(server, operator, folder, narrator).run();
        asExpected = isAsExpected(result);
      }
    }
    narrator.end(asExpected, folder);
    System.exit(asExpected ? 0 : 1);
  }

  static boolean isAsExpected(ArticleUpdate.Result result) {
    return result.job().job().status() == JobStatus.COMPLETED
        && result
            .executions()
            .equals(
                Map.of(
                    "pump-1", JobExecutionStatus.SUCCEEDED,
                    "pump-2", JobExecutionStatus.SUCCEEDED,
                    "pump-3", JobExecutionStatus.FAILED));
  }

  /// Prints the story as it goes.
  private static final class Narrator implements Journal {
    private int steps;

    @Override
    public synchronized void step(String title) {
      steps++;
      System.out.printf("%n%d. %s%n", steps, title);
    }

    @Override
    public synchronized void tell(String line) {
      System.out.println("   " + line);
    }

    void end(boolean asExpected, Path folder) {
      System.out.println();
      if (asExpected) {
        System.out.println(
            "Done: the job is COMPLETED, two devices SUCCEEDED and one FAILED, as it should be.");
        System.out.println(
            "Next: ./drover serve, then in another shell: eval \"$(./drover env)\" and aws iot list-things");
      } else {
        System.out.println(
            "This is not as it should be; the server's log is "
                + folder.resolve("data/server.log"));
      }
    }
  }
}
