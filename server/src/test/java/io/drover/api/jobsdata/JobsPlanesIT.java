package io.drover.api.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.ApiConfig;
import io.drover.api.http.ApiConfig.ListenerConfig;
import io.drover.api.http.HttpDoor;
import io.drover.api.http.Operations;
import io.drover.api.http.contract.Contract;
import io.drover.api.http.contract.Service;
import io.drover.api.jobs.ListJobExecutionsForThing;
import io.drover.arn.Arns;
import io.drover.gateway.jobs.Fleet;
import io.drover.jobs.JobExecutionStatus;
import io.drover.signature.AccessKey;
import io.drover.signature.Signing;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an operator and a device are shown of the same executions. Both ask the same paths of one
/// listener; the service that the signature is for tells them apart. The thing `T` has done the job
/// `ended`, and is to do `open`.
class JobsPlanesIT {
  private static final AccessKey KEY = new AccessKey("AKIAEXAMPLE", "secret");
  private static final String OPERATOR = "iot";
  private static final String DEVICE = "iot-jobs-data";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private Fleet fleet;
  private HttpDoor door;

  @BeforeEach
  void open() {
    fleet = new Fleet(folder);
    fleet.registers("T");
    fleet.creates("ended", "T");
    fleet.reports("T", "ended", JobExecutionStatus.SUCCEEDED);
    fleet.creates("open", "T");
    ListenerConfig listener =
        new ListenerConfig(InetAddress.getLoopbackAddress(), 0, Optional.empty());
    door =
        new HttpDoor(
                new ApiConfig(listener, Optional.empty(), KEY),
                operations(),
                fleet::now,
                () -> true,
                _ -> Optional.empty())
            .start();
  }

  private Operations operations() {
    Arns arns = new Arns("eu-central-1", "123456789012");
    ThingAccess access = new ThingAccess(arns);
    return new Operations(Contract.load())
        .add(
            Service.IOT,
            new io.drover.api.jobs.DescribeJobExecution(fleet.managed(), arns, fleet::now),
            new ListJobExecutionsForThing(fleet.managed(), arns))
        .add(
            Service.IOT_JOBS_DATA,
            new DescribeJobExecution(fleet.executions, access, fleet::now),
            new GetPendingJobExecutions(fleet.executions, access));
  }

  @AfterEach
  void close() {
    client.close();
    door.close();
    fleet.close();
  }

  private HttpResponse<String> get(String service, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + door.apiPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    Map<String, String> headers =
        new Signing(KEY, service, fleet.now()).headers("GET", uri, new byte[0]);
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("host")) { // the client's own, and the same
            request.header(name, value);
          }
        });
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private JsonNode found(String service, String path) throws Exception {
    HttpResponse<String> response = get(service, path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void whatHasEndedIsShownToTheOperatorAndRefusedToTheDevice() throws Exception {
    JsonNode execution = found(OPERATOR, "/things/T/jobs/ended").path("execution");
    assertThat(execution.path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(execution.path("jobId").asString()).isEqualTo("ended");

    HttpResponse<String> refused = get(DEVICE, "/things/T/jobs/ended");
    assertThat(refused.statusCode()).isEqualTo(410);
    assertThat(refused.headers().firstValue("x-amzn-errortype").orElseThrow())
        .startsWith("TerminalStateException");
  }

  @Test
  void theDocumentIsAStringOverHttpAndAnObjectOverMqtt() throws Exception {
    JsonNode http = found(DEVICE, "/things/T/jobs/open").at("/execution/jobDocument");
    assertThat(http.isString()).isTrue();
    assertThat(http.asString()).isEqualTo("{\"job\":\"open\"}");

    String answer = fleet.asks("T", "open/get", "{}");
    assertThat(answer).startsWith("open/get/accepted ");
    JsonNode mqtt =
        JsonMapper.shared()
            .readTree(answer.substring(answer.indexOf(' ')))
            .at("/execution/jobDocument");
    assertThat(mqtt.isObject()).isTrue();
    assertThat(mqtt).isEqualTo(JsonMapper.shared().readTree(http.asString()));
  }

  @Test
  void onOnePathTheOperatorIsShownAllExecutionsAndTheDeviceWhatItHasToDo() throws Exception {
    JsonNode all = found(OPERATOR, "/things/T/jobs");
    assertThat(all.path("executionSummaries").findValuesAsString("jobId"))
        .containsExactlyInAnyOrder("ended", "open");
    assertThat(all.at("/executionSummaries/0/jobExecutionSummary/status").isString()).isTrue();

    JsonNode pending = found(DEVICE, "/things/T/jobs");
    assertThat(pending.propertyNames()).containsExactlyInAnyOrder("inProgressJobs", "queuedJobs");
    assertThat(pending.path("inProgressJobs")).isEmpty();
    assertThat(pending.path("queuedJobs").findValuesAsString("jobId")).containsExactly("open");
  }
}
