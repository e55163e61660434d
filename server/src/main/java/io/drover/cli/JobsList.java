package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Jobs with how far each has come, in the order of the API. A list does not tell the progress, so
/// each job is asked for, eight at a time.
public final class JobsList {
  /// How many the API gives in one answer.
  public static final int MOST = JobsApi.PAGE;

  private static final int AT_ONCE = 8;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final List<WatchedJob> jobs;
  private final boolean more;

  private JobsList(List<WatchedJob> jobs, boolean more) {
    this.jobs = jobs;
    this.more = more;
  }

  /// @param status as the contract spells it
  /// @param most 1 to [#MOST]
  public static JobsList read(JobsApi api, Optional<String> status, int most) {
    JobsApi.Page<JsonNode> page = api.list(status, most, Optional.empty());
    List<String> ids = page.items().stream().map(job -> job.path("jobId").asString("")).toList();
    return new JobsList(described(api, ids), page.next().isPresent());
  }

  static JobsList of(List<WatchedJob> jobs) {
    return new JobsList(jobs, false);
  }

  /// Whether there are more than were asked for.
  public boolean hasMore() {
    return more;
  }

  private static List<WatchedJob> described(JobsApi api, List<String> ids) {
    try (ExecutorService workers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Callable<Optional<WatchedJob>>> calls =
          ids.stream().<Callable<Optional<WatchedJob>>>map(id -> () -> described(api, id)).toList();
      List<WatchedJob> jobs = new ArrayList<>();
      for (Future<Optional<WatchedJob>> answer : workers.invokeAll(calls)) {
        answer.get().ifPresent(jobs::add);
      }
      return jobs;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ClientException refused
          ? refused
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientException(Kind.NO_ANSWER, "interrupted");
    }
  }

  /// Empty when it was deleted since it was listed.
  private static Optional<WatchedJob> described(JobsApi api, String jobId) {
    try {
      return Optional.of(api.describe(jobId));
    } catch (ClientException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public void printTable(PrintStream out, Instant now) {
    table(now).forEach(out::println);
  }

  public void printJson(PrintStream out) {
    out.println(JSON.writeValueAsString(jobs.stream().map(JobsList::json).toList()));
  }

  /// One line a job below a line of headings, columns as wide as they must be.
  List<String> table(Instant now) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("JOB", "STATUS", "TARGETS", "PROGRESS", "FAILED", "AGE"));
    jobs.forEach(job -> rows.add(row(job, now)));
    return rows.stream().map(row -> aligned(row, rows)).toList();
  }

  private static List<String> row(WatchedJob job, Instant now) {
    Duration age = Duration.between(job.createdAt(), now);
    return List.of(
        Cells.clean(job.jobId()),
        Cells.clean(job.status()),
        job.continuous() ? "CONTINUOUS" : "SNAPSHOT",
        job.counts().ended() + "/" + job.counts().total() + (job.rollingOut() ? "+" : ""),
        Long.toString(job.counts().failures()),
        Figures.age(age.isNegative() ? Duration.ZERO : age));
  }

  private static String aligned(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(each -> Cells.width(each.get(at))).max().orElse(0);
      line.append(Cells.padRight(row.get(column), width)).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static Map<String, Object> json(WatchedJob job) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("jobId", job.jobId());
    json.put("status", job.status());
    json.put("targetSelection", job.continuous() ? "CONTINUOUS" : "SNAPSHOT");
    json.put("createdAt", job.createdAt().toString());
    job.endedAt().ifPresent(ended -> json.put("endedAt", ended.toString()));
    json.put("rollingOut", job.rollingOut());
    json.put("total", job.counts().total());
    json.put("ended", job.counts().ended());
    json.put("failures", job.counts().failures());
    Map<String, Long> executions = new LinkedHashMap<>();
    for (ExecutionStatus status : ExecutionStatus.values()) {
      executions.put(status.name().toLowerCase(Locale.ROOT), job.counts().of(status));
    }
    json.put("executions", executions);
    return json;
  }
}
