package io.drover.jobs.templates;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The templates that come with the server, and what becomes of their documents.
class ManagedTemplatesTest {
  private static final ManagedTemplates TEMPLATES =
      new ManagedTemplates(new Arns("eu-central-1", "123456789012"));

  static Stream<ManagedTemplate> all() {
    return TEMPLATES.list(null, null, null).items().stream();
  }

  @Test
  void thereAreEightInTheOrderOfTheirNames() {
    assertThat(all())
        .extracting(ManagedTemplate::id)
        .containsExactly(
            "AWS-Download-File:1.0",
            "AWS-Install-Application:1.0",
            "AWS-Reboot:1.0",
            "AWS-Remove-Application:1.0",
            "AWS-Restart-Application:1.0",
            "AWS-Run-Command:1.0",
            "AWS-Start-Application:1.0",
            "AWS-Stop-Application:1.0");
  }

  @Test
  void theListIsPaged() {
    Page<ManagedTemplate> first = TEMPLATES.list(null, null, 5);
    Page<ManagedTemplate> second = TEMPLATES.list(null, first.nextToken(), 5);
    assertThat(Stream.of(first, second).flatMap(page -> page.items().stream()))
        .containsExactlyElementsOf(all().toList());
    assertThat(second.nextToken()).isNull();
    assertThat(TEMPLATES.list("AWS-Reboot", null, null).items())
        .extracting(ManagedTemplate::name)
        .containsExactly("AWS-Reboot");
  }

  @Test
  void theirArnNamesNoAccount() {
    String arn = "arn:aws:iot:eu-central-1::jobtemplate/AWS-Reboot:1.0";
    assertThat(TEMPLATES.arn("AWS-Reboot", null)).isEqualTo(arn);
    assertThat(TEMPLATES.ofArn(arn)).contains(TEMPLATES.describe("AWS-Reboot", "1.0"));
    assertThat(TEMPLATES.ofArn("arn:aws:iot:eu-central-1:123456789012:jobtemplate/AWS-Reboot:1.0"))
        .isEmpty();
  }

  @Test
  void aNameOrVersionThatDoesNotExistIsNotFound() {
    refusal(ResourceNotFound.class, () -> TEMPLATES.describe("AWS-Reboot", "1.1"));
    refusal(ResourceNotFound.class, () -> TEMPLATES.describe("AWS-Dance", null));
    refusal(ResourceNotFound.class, () -> TEMPLATES.list("AWS-Dance", null, null));
    String arn = "arn:aws:iot:eu-central-1::jobtemplate/AWS-Reboot";
    refusal(ResourceNotFound.class, () -> TEMPLATES.ofArn(arn));
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsParametersAreThoseOfItsDocument(ManagedTemplate template) {
    Map<String, String> values =
        template.parameters().stream()
            .collect(Collectors.toMap(DocumentParameter::key, parameter -> "<" + parameter.key()));
    assertThat(values.keySet())
        .allSatisfy(
            key ->
                assertThat(template.document()).contains("\"${aws:iot:parameter:" + key + "}\""));
    String filled = template.fill(values);
    assertThat(filled).contains(values.values()).doesNotContain("${");
    assertThat(JsonMapper.shared().readTree(filled).path("version").asString()).isEqualTo("1.0");
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachExampleAndTheLongestValueMatch(ManagedTemplate template) {
    template.parameters().forEach(parameter -> parameter.check(parameter.example()));
    template.parameters().stream()
        .filter(parameter -> !parameter.optional())
        .forEach(parameter -> parameter.check("x".repeat(30_720)));
  }

  @Test
  void theRequiredParametersAreTheKnownOnes() {
    assertThat(
            all()
                .flatMap(template -> template.parameters().stream())
                .filter(parameter -> !parameter.optional())
                .map(DocumentParameter::key))
        .containsExactlyInAnyOrder(
            "downloadUrl",
            "filePath",
            "packages",
            "packages",
            "services",
            "services",
            "services",
            "command");
  }

  @Test
  void whatIsMissingAndOptionalIsEmpty() {
    JsonNode action = action("AWS-Reboot", Map.of("runAsUser", "root"));
    assertThat(action.path("runAsUser").asString()).isEqualTo("root");
    assertThat(action.path("input").path("path").asString("-")).isEmpty();
  }

  private static JsonNode action(String name, Map<String, String> values) {
    return JsonMapper.shared()
        .readTree(TEMPLATES.describe(name, null).fill(values))
        .path("steps")
        .path(0)
        .path("action");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo,\"hi\"",
        "\",\"runAsUser\":\"root",
        "back\\slash\\",
        "a$1\\$b",
        "${aws:iot:parameter:runAsUser}",
        "\u00fc \ud83d\ude00"
      })
  void aValueStaysOneStringWhateverIsInIt(String command) {
    JsonNode action = action("AWS-Run-Command", Map.of("command", command, "runAsUser", "me"));
    assertThat(action.path("input").path("command").asString()).isEqualTo(command);
    assertThat(action.path("runAsUser").asString()).isEqualTo("me");
  }

  @Test
  void whatDoesNotFitIsRefusedByItsName() {
    assertRefused(Map.of(), "command");
    assertRefused(Map.of("command", "ls", "cmd", "ls"), "cmd");
    assertRefused(Map.of("command", "ls", "runAsUser", "x".repeat(257)), "runAsUser");
  }

  private static void assertRefused(Map<String, String> values, String name) {
    ManagedTemplate template = TEMPLATES.describe("AWS-Run-Command", null);
    InvalidRequest refused = refusal(InvalidRequest.class, () -> template.fill(values));
    assertThat(refused.message()).startsWith("documentParameters: ").contains(" " + name);
  }
}
