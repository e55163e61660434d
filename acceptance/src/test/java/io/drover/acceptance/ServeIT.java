package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starting and stopping, as an operator sees it.
class ServeIT {
  @TempDir Path folder;

  @Test
  void itIsLiveAndReadyAndTellsItsPortsAndEnvironment() throws Exception {
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      assertThat(get(server.apiUrl() + "/health/live")).isEqualTo(200);
      assertThat(get(server.apiUrl() + "/health/ready")).isEqualTo(200);

      Map<String, String> environment = server.environment();
      assertThat(environment)
          .containsEntry("AWS_ENDPOINT_URL", server.apiUrl())
          .containsEntry("AWS_ENDPOINT_URL_S3", server.s3Url())
          .containsEntry("AWS_ACCESS_KEY_ID", server.accessKey().id())
          .containsEntry("AWS_SECRET_ACCESS_KEY", server.accessKey().secret())
          .containsEntry("AWS_DEFAULT_REGION", "us-east-1");
      assertThat(Files.readString(Path.of(environment.get("DROVER_CA_FILE"))))
          .contains("BEGIN CERTIFICATE");
    }
  }

  @Test
  void secretsAreReadableByTheirOwnerAlone() throws Exception {
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      try (var tree = Files.walk(server.data())) {
        List<Path> open =
            tree.filter(Files::isRegularFile)
                .filter(file -> file.toString().matches(".*(credentials|key|\\.p12|drover\\.db).*"))
                .filter(ServeIT::isReadableByOthers)
                .toList();
        assertThat(open).isEmpty();
      }
      assertThat(isReadableByOthers(server.data().resolve("credentials.properties"))).isFalse();
    }
  }

  private static boolean isReadableByOthers(Path file) {
    try {
      String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      return !permissions.endsWith("------");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aSecondServerOnTheSameFolderIsRefused() throws Exception {
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      Command.Outcome second = serve(server.data(), "api.port=0");

      assertThat(second.exitCode()).isNotZero();
      assertThat(second.errors() + second.output()).contains("another server");
    }
  }

  @Test
  void anUnknownOrBadSettingStopsTheStartWithItsFullName() throws Exception {
    Command.Outcome unknown = serve(folder.resolve("a"), "mqtt.prot=1");
    Command.Outcome bad = serve(folder.resolve("b"), "s3.port=many");

    assertThat(unknown.exitCode()).isNotZero();
    assertThat(unknown.errors()).contains("mqtt.prot");
    assertThat(bad.exitCode()).isNotZero();
    assertThat(bad.errors()).contains("s3.port").contains("many");
  }

  @Test
  void itStopsOnRequestAndStartsAgainWithTheSameStateAndAuthority() throws Exception {
    String authority;
    try (RunningServer server = RunningServer.start(folder.resolve("data"));
        Operator operator = new Operator(server)) {
      operator.iot().createThing(request -> request.thingName("kept"));
      authority = Files.readString(server.caFile());
    }
    try (RunningServer server = RunningServer.start(folder.resolve("data"));
        Operator operator = new Operator(server)) {
      assertThat(operator.iot().describeThing(request -> request.thingName("kept")).version())
          .isEqualTo(1);
      assertThat(Files.readString(server.caFile())).isEqualTo(authority);
    }
  }

  private Command.Outcome serve(Path data, String setting) {
    List<String> command = new ArrayList<>();
    Path home = RunningServer.home();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + home.resolve("server/java.options"));
    command.addAll(
        List.of("-jar", home.resolve("server/target/drover/drover-server.jar").toString()));
    command.addAll(List.of("serve", "--data", data.toString(), "--set", setting));
    return Command.run(folder, Map.of(), command);
  }

  private static int get(String url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
