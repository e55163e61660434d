package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A watch against a server that answers as it is told, the last answer again and again.
class WatchTest {
  private static final String JOB = "/jobs/fw";
  private static final Watch.Options OPTIONS = new Watch.Options(Duration.ofMillis(1), false, 2);

  private record Answer(int status, String error, String body) {}

  private final Map<String, ArrayDeque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Snapshot> shown = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aJobWithoutFailuresIsFollowedToItsEndWithOneRequestALook() {
    job("IN_PROGRESS", 2, 0, 0);
    job("IN_PROGRESS", 1, 1, 0);
    job("COMPLETED", 0, 2, 0);

    assertThat(watch(OPTIONS)).isEqualTo(Outcome.GOOD);
    assertThat(asked).containsExactly(JOB, JOB, JOB);
    assertThat(shown).extracting(s -> s.job().counts().ended()).endsWith(2L);
  }

  @Test
  void theNewestFailuresAreFoundOverAllPagesAndEachIsAskedForOnce() {
    job("IN_PROGRESS", 1, 0, 3);
    job("IN_PROGRESS", 1, 0, 3);
    job("COMPLETED", 0, 1, 3);
    page(JOB + "/things?maxResults=250&status=FAILED", "p2", execution("a", 10));
    page(
        JOB + "/things?maxResults=250&nextToken=p2&status=FAILED",
        "",
        execution("b", 30),
        execution("c:d", 20));
    details("b");
    details("c%3Ad");
    details("a");

    assertThat(watch(OPTIONS)).isEqualTo(Outcome.WITH_FAILURES);
    Snapshot last = shown.getLast();
    assertThat(last.newest()).extracting(Failure::thing).containsExactly("b", "c:d");
    assertThat(last.newest().getFirst().details()).containsEntry("reason", "no room");
    assertThat(last.complete()).isTrue();
    assertThat(asked).filteredOn(path -> path.startsWith("/things/b/")).hasSize(1);
  }

  @Test
  void aServerThatGoesAwayIsWaitedFor() {
    job("IN_PROGRESS", 1, 0, 0);
    put(JOB, new Answer(500, "InternalFailureException", "{\"message\":\"x\"}"));
    job("COMPLETED", 0, 1, 0);

    assertThat(watch(OPTIONS)).isEqualTo(Outcome.GOOD);
    assertThat(shown).anyMatch(snapshot -> snapshot.trouble().isPresent());
  }

  @Test
  void aJobThatIsDeletedMeanwhileEndsTheWatch() {
    job("IN_PROGRESS", 1, 0, 0);
    put(JOB, new Answer(404, "ResourceNotFoundException", "{\"message\":\"no fw\"}"));

    assertThat(watch(OPTIONS)).isEqualTo(Outcome.CANCELED);
    assertThat(shown.getLast().trouble()).hasValue("the job was deleted");
  }

  @Test
  void aCanceledJobIsFollowedUntilNothingIsQueued() {
    job("CANCELED", 1, 0, 0);
    job("CANCELED", 0, 0, 0);

    assertThat(watch(OPTIONS)).isEqualTo(Outcome.CANCELED);
    assertThat(asked).hasSize(2);
  }

  @Test
  void oneLookIsAllWithOnce() {
    job("IN_PROGRESS", 1, 0, 0);

    assertThat(watch(new Watch.Options(Duration.ofMillis(1), true, 2))).isEqualTo(Outcome.GOING_ON);
    assertThat(asked).hasSize(1);
  }

  @Test
  void refusalsSayWhatToDoNext() {
    put(JOB, new Answer(404, "ResourceNotFoundException", "{\"message\":\"Job fw not found\"}"));
    assertThatThrownBy(() -> watch(OPTIONS)).hasMessageContaining("./drover jobs list");
    answers.clear();

    put(JOB, new Answer(403, "AccessDeniedException", "{\"message\":\"not you\"}"));
    assertThatThrownBy(() -> watch(OPTIONS)).hasMessageContaining("AKID may not iot:DescribeJob");
    answers.clear();

    put(JOB, new Answer(403, "UnrecognizedClientException", "{\"message\":\"who\\u001b[2J\"}"));
    assertThatThrownBy(() -> watch(OPTIONS))
        .hasMessageContaining("does not accept the access key AKID")
        .hasMessageContaining("who?[2J");
    answers.clear();

    put(JOB, new Answer(200, "", "<html>"));
    assertThatThrownBy(() -> watch(OPTIONS)).hasMessageContaining("not the API of a Drover server");
    server.stop(0);
    assertThatThrownBy(() -> watch(OPTIONS)).hasMessageContaining("./drover serve");
  }

  @Test
  void aTargetNamesWhatIsMissing() {
    assertThatThrownBy(() -> Target.of(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1")))
        .hasMessageContaining("AWS_ACCESS_KEY_ID is not set")
        .hasMessageContaining("./drover env");
    assertThatThrownBy(() -> Target.of(Map.of("AWS_ENDPOINT_URL", "localhost:8080")))
        .hasMessageContaining("'localhost:8080' is no endpoint");
    assertThat(target().toString()).doesNotContain("SECRET");
  }

  private Outcome watch(Watch.Options options) {
    try (JobsApi api = new JobsApi(target())) {
      return new Watch(api, "fw", options, new Recorder(), InstantSource.system()).run();
    }
  }

  private Target target() {
    return Target.of(
        Map.of(
            "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/",
            "AWS_ACCESS_KEY_ID", "AKID",
            "AWS_SECRET_ACCESS_KEY", "SECRET"));
  }

  private final class Recorder implements View {
    @Override
    public void show(Snapshot snapshot) {
      shown.add(snapshot);
    }

    @Override
    public void end(Snapshot snapshot) {
      shown.add(snapshot);
    }

    @Override
    public void close() {}
  }

  private void job(String status, int queued, int succeeded, int failed) {
    put(
        JOB,
        new Answer(
            200,
            "",
            """
            {"job": {"jobId": "fw", "status": "%s", "createdAt": 1772359200.5, "jobProcessDetails":
              {"numberOfQueuedThings": %d, "numberOfSucceededThings": %d, "numberOfFailedThings": %d}}}
            """
                .formatted(status, queued, succeeded, failed)));
  }

  private void page(String path, String next, String... executions) {
    String token = next.isEmpty() ? "" : ", \"nextToken\": \"" + next + "\"";
    put(
        path,
        new Answer(
            200,
            "",
            "{\"executionSummaries\": [" + String.join(",", executions) + "]" + token + "}"));
  }

  private static String execution(String thing, int second) {
    return """
    {"thingArn": "arn:aws:iot:us-east-1:1:thing/%s", "jobExecutionSummary":
      {"status": "FAILED", "lastUpdatedAt": 17723592%d, "executionNumber": 1}}
    """
        .formatted(thing, second);
  }

  private void details(String thing) {
    put(
        "/things/" + thing + "/jobs/fw?executionNumber=1",
        new Answer(
            200,
            "",
            "{\"execution\": {\"statusDetails\": {\"detailsMap\": {\"reason\": \"no room\"}}}}"));
  }

  private void put(String path, Answer answer) {
    answers.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(answer);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    asked.add(path);
    ArrayDeque<Answer> queue = answers.get(path);
    if (queue == null) {
      queue =
          new ArrayDeque<>(
              List.of(new Answer(418, "NotPrepared", "{\"message\":\"" + path + "\"}")));
    }
    Answer answer = queue.size() > 1 ? queue.poll() : queue.peek();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("x-amzn-ErrorType", answer.error());
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
