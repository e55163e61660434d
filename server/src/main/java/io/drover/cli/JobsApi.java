package io.drover.cli;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The operations of the public API that these commands need.
public final class JobsApi implements AutoCloseable {
  /// What the API gives at most in one page.
  static final int PAGE = 250;

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private final SignedHttp http;

  public JobsApi(Target target) {
    this.http = new SignedHttp(target);
  }

  /// A part of a list.
  record Page<T>(List<T> items, Optional<String> next) {}

  WatchedJob describe(String jobId) {
    return WatchedJob.of(http.get("DescribeJob", "/jobs/" + encoded(jobId), Map.of()).path("job"));
  }

  /// Summaries, as the API tells them.
  Page<JsonNode> list(Optional<String> status, int most, Optional<String> after) {
    Map<String, String> query = query(most, after);
    status.ifPresent(wanted -> query.put("status", wanted));
    return page(http.get("ListJobs", "/jobs", query), "jobs");
  }

  /// A page of executions without their details, in the order of the API, which is not that of
  /// time.
  Page<Failure> executions(String jobId, ExecutionStatus status, Optional<String> after) {
    Map<String, String> query = query(PAGE, after);
    query.put("status", status.name());
    Page<JsonNode> page =
        page(
            http.get("ListJobExecutionsForJob", "/jobs/" + encoded(jobId) + "/things", query),
            "executionSummaries");
    return new Page<>(
        page.items().stream().map(item -> Failure.of(item, status)).toList(), page.next());
  }

  /// What the device told last about the execution.
  Map<String, String> statusDetails(String jobId, Failure failure) {
    JsonNode answer =
        http.get(
            "DescribeJobExecution",
            "/things/" + encoded(failure.thing()) + "/jobs/" + encoded(jobId),
            Map.of("executionNumber", Long.toString(failure.number())));
    Map<String, String> details = new LinkedHashMap<>();
    answer
        .path("execution")
        .path("statusDetails")
        .path("detailsMap")
        .properties()
        .forEach(detail -> details.put(detail.getKey(), detail.getValue().asString("")));
    return details;
  }

  private static Map<String, String> query(int most, Optional<String> after) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("maxResults", Integer.toString(most));
    after.ifPresent(token -> query.put("nextToken", token));
    return query;
  }

  private static Page<JsonNode> page(JsonNode answer, String member) {
    List<JsonNode> items = new ArrayList<>();
    answer.path(member).forEach(items::add);
    String next = answer.path("nextToken").asString("");
    return new Page<>(items, next.isEmpty() ? Optional.empty() : Optional.of(next));
  }

  /// A time as the contract spells it: seconds, with a fraction.
  static Optional<Instant> instant(JsonNode seconds) {
    return seconds.isNumber()
        ? Optional.of(Instant.ofEpochMilli(seconds.decimalValue().multiply(THOUSAND).longValue()))
        : Optional.empty();
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.close();
  }
}
