package io.drover.api.fleetmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.ContractCall;
import io.drover.api.http.ContractCall.Answer;
import io.drover.api.http.Operation;
import io.drover.api.http.contract.Service;
import io.drover.fleetmetrics.MeasuredFleet;
import io.drover.store.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Fleet metrics as the contract's operations show them.
class FleetMetricOperationsTest {
  private static final String METRIC =
      """
      {"queryString":"thingName:*","aggregationField":"attributes.n","period":120,"unit":"Count",
       "description":"of all","aggregationType":{"name":"Percentiles","values":["50","99"]},
       "tags":[{"Key":"a","Value":"b"}]}""";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  @TempDir Path folder;
  private MeasuredFleet fleet;
  private ContractCall call;

  @BeforeEach
  void open() {
    fleet = new MeasuredFleet(databases.database(), folder).indexed();
    call =
        ContractCall.of(
            Service.IOT,
            new FleetMetricOperations(fleet.metrics, fleet.registry.arns, () -> fleet.now)
                .all()
                .toArray(Operation<?, ?>[]::new));
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private Answer put(String name, String metric) {
    return call.send("PUT", "/fleet-metric/" + name, metric);
  }

  private Answer patch(String name, String change) {
    return call.send("PATCH", "/fleet-metric/" + name, change);
  }

  @Test
  void aMetricIsMadeDescribedListedChangedAndDeleted() {
    JsonNode made = put("m.1", METRIC).json();
    assertThat(made.path("metricName").asString()).isEqualTo("m.1");
    assertThat(made.path("metricArn").asString())
        .isEqualTo("arn:aws:iot:eu-central-1:123456789012:fleetmetric/m.1");
    JsonNode listed = call.send("GET", "/fleet-metrics").json();
    assertThat(listed.path("fleetMetrics").get(0)).isEqualTo(made);

    assertThat(patch("m.1", "{\"indexName\":\"AWS_Things\",\"period\":60}").status())
        .isEqualTo(200);
    JsonNode described = call.send("GET", "/fleet-metric/m.1").json();
    assertThat(described.path("period").asInt()).isEqualTo(60);
    assertThat(described.path("version").asInt()).isEqualTo(2);
    assertThat(described.path("indexName").asString()).isEqualTo("AWS_Things");
    assertThat(described.path("queryVersion").asString()).isEqualTo("2017-09-30");
    assertThat(described.path("description").asString()).isEqualTo("of all");
    assertThat(described.path("aggregationType").toString())
        .isEqualTo("{\"name\":\"Percentiles\",\"values\":[\"50\",\"99\"]}");
    assertThat(described.path("creationDate").asDouble()).isEqualTo(1_772_359_200);

    assertThat(call.send("DELETE", "/fleet-metric/m.1?expectedVersion=1").error())
        .isEqualTo("VersionConflictException");
    assertThat(call.send("DELETE", "/fleet-metric/m.1?expectedVersion=2").status()).isEqualTo(200);
    assertThat(call.send("GET", "/fleet-metric/m.1").error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void refusalsHaveTheContractsNames() {
    assertThat(put("m", METRIC.replace("120", "90")).error()).isEqualTo("InvalidRequestException");
    assertThat(put("m", METRIC.replace("120", "59")).error()).isEqualTo("InvalidRequestException");
    assertThat(put("m", METRIC.replace("\"99\"", "\"mean\"")).error())
        .isEqualTo("InvalidAggregationException");
    assertThat(put("m", METRIC.replace("\"Count\"", "\"Pounds\"")).error())
        .isEqualTo("InvalidRequestException");
    assertThat(put("m", METRIC.replace("attributes.n", "attributes.x")).error())
        .isEqualTo("InvalidAggregationException");
    assertThat(put("m", METRIC.replace("thingName:*", "thingName:")).error())
        .isEqualTo("InvalidQueryException");
    assertThat(patch("m", "{\"indexName\":\"AWS_Things\"}").error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(put("m", METRIC).status()).isEqualTo(200);
    assertThat(put("m", METRIC.replace("of all", "of some")).error())
        .isEqualTo("ResourceAlreadyExistsException");
    assertThat(patch("m", "{\"indexName\":\"other\"}").error())
        .isEqualTo("ResourceNotFoundException");
  }
}
