package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Figures over a fleet: asked for with the `aws` command, and read by monitoring.
class FleetMetricsIT {
  @TempDir static Path folder;
  private static RunningServer server;
  private static AwsCommand aws;

  @BeforeAll
  static void start() throws InterruptedException {
    server = RunningServer.start(folder.resolve("data"), "metrics.port=0");
    aws = new AwsCommand(server, folder);
    for (String thing : new String[] {"a:4", "b:6", "c:6"}) {
      aws.json(
          "iot",
          "create-thing",
          "--thing-name",
          thing.substring(0, 1),
          "--attribute-payload",
          "{\"attributes\":{\"n\":\"" + thing.substring(2) + "\"}}");
    }
    aws.json(
        "iot",
        "update-indexing-configuration",
        "--thing-indexing-configuration",
        "thingIndexingMode=REGISTRY,customFields=[{name=attributes.n,type=Number}]");
    awaitIndex();
  }

  private static void awaitIndex() throws InterruptedException {
    for (int tries = 0; tries < 60; tries++) {
      if (aws.json("iot", "describe-index", "--index-name", "AWS_Things")
          .path("indexStatus")
          .asString()
          .equals("ACTIVE")) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the index was not built");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode ask(String operation, String... more) {
    String[] words = new String[6 + more.length];
    String[] first = {
      "iot", operation, "--query-string", "*", "--aggregation-field", "attributes.n"
    };
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return aws.json(words);
  }

  @Test
  void everyAggregationIsAnswered() {
    JsonNode statistics = ask("get-statistics").path("statistics");
    assertThat(statistics.path("count").asInt()).isEqualTo(3);
    assertThat(statistics.path("sumOfSquares").asDouble()).isEqualTo(88);
    assertThat(ask("get-cardinality").path("cardinality").asInt()).isEqualTo(2);
    JsonNode percentiles = ask("get-percentiles", "--percents", "25").path("percentiles");
    assertThat(percentiles.get(0).path("value").asDouble()).isEqualTo(5);
    JsonNode buckets =
        ask(
            "get-buckets-aggregation",
            "--buckets-aggregation-type",
            "termsAggregation={maxBuckets=1}");
    assertThat(buckets.path("totalCount").asInt()).isEqualTo(3);
    assertThat(buckets.path("buckets").get(0).path("keyValue").asString()).isEqualTo("6");
  }

  @Test
  void theFiguresOfAFleetMetricReachMonitoring() throws Exception {
    JsonNode made =
        aws.json(
            "iot",
            "create-fleet-metric",
            "--metric-name",
            "mean-n",
            "--query-string",
            "attributes.n>0",
            "--aggregation-type",
            "name=Statistics,values=average,count",
            "--aggregation-field",
            "attributes.n",
            "--period",
            "60",
            "--unit",
            "Percent");
    assertThat(made.path("metricArn").asString()).endsWith(":fleetmetric/mean-n");
    assertThat(
            awaitFigure("drover_fleet_metric{metric=\"mean-n\",unit=\"Percent\",value=\"count\"}"))
        .isEqualTo("3.0");
    assertThat(
            aws.run(
                    "iot",
                    "update-indexing-configuration",
                    "--thing-indexing-configuration",
                    "thingIndexingMode=OFF")
                .errors())
        .contains("InvalidRequestException");
    aws.json("iot", "delete-fleet-metric", "--metric-name", "mean-n");
    assertThat(page()).contains("jvm_memory_used_bytes").doesNotContain("mean-n");
  }

  private static String awaitFigure(String name) throws Exception {
    for (int tries = 0; tries < 150; tries++) {
      for (String line : page().split("\n")) {
        if (line.startsWith(name)) {
          return line.substring(name.length()).strip();
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the figure was not computed");
  }

  private static String page() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.port("metrics") + "/metrics");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
