package io.drover.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.Caller;
import io.drover.api.http.ContractCall;
import io.drover.api.http.contract.Service;
import io.drover.events.EventConfigurations;
import io.drover.store.TestDatabases;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class EventOperationsTest {
  private static final String PATH = "/event-configurations";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  private ContractCall call;

  @BeforeEach
  void open() {
    EventConfigurations configurations = new EventConfigurations(databases.database());
    InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_000_000));
    call =
        ContractCall.of(
            Service.IOT,
            new DescribeEventConfigurations(configurations),
            new UpdateEventConfigurations(configurations, clock));
  }

  @Test
  void kindsAreEnabledByTheContractsWords() {
    assertThat(call.send("GET", PATH).json().has("creationDate")).isFalse();
    var answer =
        call.send(
            "PATCH",
            PATH,
            """
            {"eventConfigurations":{"THING":{"Enabled":true},"JOB":{}}}""");
    assertThat(answer.text()).isEqualTo("{}");
    JsonNode described = call.send("GET", PATH).json();
    JsonNode kinds = described.path("eventConfigurations");
    assertThat(kinds.size()).isEqualTo(11);
    assertThat(kinds.path("THING").path("Enabled").asBoolean()).isTrue();
    assertThat(kinds.path("JOB").path("Enabled").asBoolean()).isFalse();
    assertThat(described.path("lastModifiedDate").asLong()).isEqualTo(1_000_000);
  }

  @Test
  void anUnknownKindChangesNothing() {
    var answer =
        call.send(
            "PATCH",
            PATH,
            """
            {"eventConfigurations":{"THING":{"Enabled":true},"CAT":{"Enabled":true}}}""");
    assertThat(answer.error()).isEqualTo("InvalidRequestException");
    assertThat(call.send("PATCH", PATH, "{}").status()).isEqualTo(200);
    assertThat(call.send("GET", PATH).text()).doesNotContain("true");
  }

  @Test
  void bothNeedPermission() {
    ContractCall nobody = call.as(new Caller("nobody", (_, _) -> false));
    assertThat(nobody.send("GET", PATH).status()).isEqualTo(403);
    assertThat(nobody.send("PATCH", PATH, "{}").status()).isEqualTo(403);
  }
}
