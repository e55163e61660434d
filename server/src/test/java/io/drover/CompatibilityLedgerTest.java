package io.drover;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.data.ConnectionState;
import io.drover.api.data.Connections;
import io.drover.api.data.Publish;
import io.drover.api.data.ReservedRequests;
import io.drover.api.data.Retained;
import io.drover.api.http.Operations;
import io.drover.arn.Arns;
import io.drover.artifacts.ObjectStorage;
import io.drover.changes.Changes;
import io.drover.identity.IdentityConfig;
import io.drover.identity.ServerAuthority;
import io.drover.paging.Page;
import io.drover.registry.RegistryConfig;
import io.drover.store.Database;
import io.drover.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keeps `docs/operations.tsv`, which says of every operation of the contract whether it is served,
/// equal to what the server serves, and the tables of `docs/compatibility.md` equal to that file.
/// Run with `-Ddrover.ledger=write` to write the tables anew.
class CompatibilityLedgerTest {
  private static final Path LEDGER = Path.of("../docs/operations.tsv");
  private static final Path PAGE = Path.of("../docs/compatibility.md");
  private static final String BEGIN = "<!-- operations: begin -->\n";
  private static final String END = "<!-- operations: end -->\n";

  @TempDir Path folder;

  /// One line of the ledger.
  private record Line(String service, String operation, String status, String note) {
    static Line parse(String text) {
      String[] fields = text.split("\t", -1);
      return new Line(fields[0], fields[1], fields[2], fields[3]);
    }

    boolean served() {
      return !status.equals("absent");
    }
  }

  @Test
  void theLedgerNamesEveryOperationAndSaysWhetherItIsServed() throws IOException {
    Map<String, Boolean> actual = new TreeMap<>();
    for (Operations.Entry entry : servedOperations().list()) {
      actual.put(entry.service().id() + " " + entry.name(), entry.served());
    }
    Map<String, Boolean> stated =
        ledger().stream()
            .collect(
                Collectors.toMap(
                    line -> line.service() + " " + line.operation(),
                    Line::served,
                    (a, _) -> a,
                    TreeMap::new));

    assertThat(stated).isEqualTo(actual);
    assertThat(ledger())
        .allMatch(line -> List.of("served", "differs", "absent").contains(line.status()));
    assertThat(ledger())
        .noneMatch(line -> line.status().equals("differs") && line.note().isEmpty());
  }

  @Test
  void thePageShowsTheLedger() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String tables = render(ledger());
    if ("write".equals(System.getProperty("drover.ledger"))) {
      Files.writeString(PAGE, page.substring(0, from) + tables + page.substring(to));
    } else {
      assertThat(page.substring(from, to)).isEqualTo(tables);
    }
  }

  private static List<Line> ledger() throws IOException {
    return Files.readAllLines(LEDGER).stream().map(Line::parse).toList();
  }

  private static String render(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    Map<String, List<Line>> services =
        lines.stream()
            .collect(Collectors.groupingBy(Line::service, TreeMap::new, Collectors.toList()));
    services.forEach(
        (service, all) -> {
          List<Line> served = all.stream().filter(Line::served).toList();
          text.append(
              String.format(
                  Locale.ROOT, "%n### `%s`: %d of %d%n%n", service, served.size(), all.size()));
          text.append("| operation | | note |\n|---|---|---|\n");
          served.forEach(
              line ->
                  text.append(
                      "| "
                          + line.operation()
                          + " | "
                          + line.status()
                          + " | "
                          + line.note()
                          + " |\n"));
          String absent =
              all.stream()
                  .filter(line -> !line.served())
                  .map(Line::operation)
                  .collect(Collectors.joining(", "));
          if (!absent.isEmpty()) {
            text.append("\nAnswered 501 by name: ").append(absent).append(".\n");
          }
        });
    return text.append("\n").toString();
  }

  private Operations servedOperations() {
    Arns arns = new Arns("us-east-1", "123456789012");
    InstantSource clock = InstantSource.system();
    try (Database database =
        Database.open(new StoreConfig(folder.resolve("db"), Optional.empty()))) {
      ServerAuthority authority =
          ServerAuthority.open(new IdentityConfig(folder.resolve("identity"), "localhost"), clock);
      Features features =
          new Features(
              database,
              new Changes(),
              authority,
              new NoStorage(),
              folder.resolve("index"),
              "node",
              arns,
              RegistryConfig.AWS);
      Publish publish = new Publish((_, _) -> {}, new NoRequests(), arns, clock);
      return ServedOperations.of(
          features, arns, "localhost", publish, new NoConnections(), new NoRetained(), clock);
    }
  }

  private static final class NoStorage implements ObjectStorage {
    @Override
    public byte[] read(String url, int mostBytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String presignGet(String url, Duration lifetime) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String presignPut(String url, Duration lifetime) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class NoConnections implements Connections {
    @Override
    public boolean delete(String clientId, boolean cleanSession, boolean preventWill) {
      return false;
    }

    @Override
    public Optional<ConnectionState> find(String clientId) {
      return Optional.empty();
    }

    @Override
    public Optional<SortedMap<String, Integer>> subscriptions(String clientId) {
      return Optional.empty();
    }
  }

  private static final class NoRetained implements Retained {
    @Override
    public Optional<RetainedMessage> find(String topic) {
      return Optional.empty();
    }

    @Override
    public Page<RetainedTopic> list(@Nullable String token, @Nullable Integer size) {
      return new Page<>(List.of(), null);
    }
  }

  private static final class NoRequests implements ReservedRequests {
    @Override
    public boolean handles(String topic) {
      return false;
    }

    @Override
    public void process(String topic, byte[] payload) {}
  }
}
