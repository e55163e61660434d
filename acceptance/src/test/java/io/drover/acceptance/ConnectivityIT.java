package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.acceptance.Operator.DeviceIdentity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which things are connected, as the `aws` command tells it of devices with the device SDK.
class ConnectivityIT {
  private static final String CONNECTED = "thingName:dev-* AND connectivity.connected:true";

  @TempDir Path folder;

  @Test
  void connectedThingsAreFoundAndTheOthersTellWhyTheyLeft() throws Exception {
    Path data = folder.resolve("data");
    RunningServer server = RunningServer.start(data);
    try (Operator operator = new Operator(server)) {
      AwsCommand aws = new AwsCommand(server, folder);
      aws.json(
          "iot",
          "update-indexing-configuration",
          "--thing-indexing-configuration",
          "thingIndexingMode=REGISTRY_AND_SHADOW,thingConnectivityIndexingMode=STATUS");
      operator.createDevicePolicy("devices");
      DeviceIdentity first = operator.register("dev-1", "devices");
      operator.register("dev-2", "devices");

      DeviceConnection connection = DeviceConnection.open(server, first);
      assertThat(await(aws, CONNECTED, 1).at("/0/thingName").asString()).isEqualTo("dev-1");
      JsonNode live = aws.json("iot", "get-thing-connectivity-data", "--thing-name", "dev-1");
      assertThat(live.path("connected").asBoolean()).isTrue();
      JsonNode never = await(aws, "thingName:dev-2", 1);
      assertThat(never.at("/0/connectivity").toString()).isEqualTo("{\"connected\":false}");
      assertThat(
              aws.json("iot", "describe-index", "--index-name", "AWS_Things")
                  .path("schema")
                  .asString())
          .isEqualTo("REGISTRY_AND_SHADOW_AND_CONNECTIVITY_STATUS");

      connection.close();
      JsonNode left = await(aws, "connectivity.disconnectReason:CLIENT_INITIATED_DISCONNECT", 1);
      assertThat(left.at("/0/connectivity/connected").asBoolean()).isFalse();

      try (DeviceConnection _ = DeviceConnection.open(server, first)) {
        await(aws, CONNECTED, 1);
        server.kill();
      }
    } finally {
      server.close();
    }
    try (RunningServer next = RunningServer.start(data)) {
      AwsCommand aws = new AwsCommand(next, folder);
      await(aws, CONNECTED, 0);
      assertThat(
              aws.json("iot", "get-thing-connectivity-data", "--thing-name", "dev-1")
                  .path("disconnectReason")
                  .asString())
          .isEqualTo("SERVER_ERROR");
    }
  }

  /// Searches until it finds as many things, for 10 seconds at most.
  private static JsonNode await(AwsCommand aws, String query, int count)
      throws InterruptedException {
    for (int tries = 0; tries < 20; tries++) {
      Command.Outcome found = aws.run("iot", "search-index", "--query-string", query);
      if (!found.errors().contains("IndexNotReadyException")) {
        JsonNode things = JsonMapper.shared().readTree(found.succeeded()).path("things");
        if (things.size() == count) {
          return things;
        }
      }
      Thread.sleep(500);
    }
    throw new AssertionError(query + " did not come to find " + count);
  }
}
