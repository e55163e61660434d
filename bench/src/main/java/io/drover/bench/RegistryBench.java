package io.drover.bench;

import io.drover.acceptance.Operator;
import io.drover.acceptance.RunningServer;
import io.drover.bench.Searches.Place;
import io.drover.bench.SignedApi.Reply;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;
import tools.jackson.databind.JsonNode;

/// A fleet with its shadows in the index: registered, searched, and kept up while it reports.
@Command(
    name = "registry",
    description = {
      "Registers things with attributes, every tenth in a group, through the public API; lets each report a shadow over"
          + " MQTT; has them indexed; asks queries of every kind, deep pages and aggregations; then reports changes at a"
          + " steady rate and measures when searches find them, and at last as fast as the server takes them. A plain"
          + " Lucene index of the same documents is asked the same queries in turns; answers that differ end the run.",
      "",
      "Example: ./drover bench registry --things 1000000"
    },
    mixinStandardHelpOptions = true)
final class RegistryBench implements Callable<Integer> {
  private static final String POLICY = "bench";
  private static final String SIZED_JOB = "sized";
  private static final int SIZED_BYTES = 30_000;
  private static final int WALKED_PAGE = 500;
  private static final int DEEP_PAGE = 1_000;
  private static final int AGGREGATION_REPEATS = 20;
  private static final double MIB = 1024.0 * 1024.0;
  private static final Duration WARMUP = Duration.ofSeconds(15);
  private static final Duration MEASURED = Duration.ofSeconds(20);
  private static final String ALLOW_SHADOWS =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Action":["iot:Connect","iot:Publish","iot:Subscribe","iot:Receive"],"Resource":"*"}]}""";

  @Option(
      names = "--things",
      defaultValue = "10000",
      description = "Things to register, 1000 or more (default: ${DEFAULT-VALUE}).")
  private int things;

  @Option(
      names = "--connections",
      defaultValue = "250",
      description = "MQTT connections that report shadows (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Steady shadow updates a second, 10 or more (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description =
          "How long the steady updates last; 0 leaves them out (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--repeats",
      defaultValue = "100",
      description = "Measured queries of each kind (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--index-first",
      description = "Index from the beginning, in place of building the index afterwards.")
  private boolean indexFirst;

  @Option(
      names = "--transport",
      defaultValue = "tls",
      description = "tls (mutual) or plain (default: ${DEFAULT-VALUE}).")
  private Transport transport = Transport.tls;

  @Option(
      names = "--json",
      defaultValue = "bench/target/registry.json",
      description = "Where the figures go as JSON (default: ${DEFAULT-VALUE}).")
  private Path json = Path.of("bench/target/registry.json");

  private final Progress progress = Progress.onConsole();

  @Override
  public Integer call() throws IOException {
    if (things < 1_000 || connections < 1 || connections > things || rate < 10 || repeats < 1) {
      System.err.println("--things is at least 1000 and --connections, --rate at least 10");
      return 2;
    }
    Path folder =
        Files.createTempDirectory(
            Path.of(RunningServer.home().toString(), "bench", "target"), "registry-");
    RegistryReport report;
    try (RunningServer server =
        RunningServer.start(folder.resolve("data"), "mqtt.port=0", "mqtt.policy=" + POLICY)) {
      report = run(server, folder);
    } finally {
      Folders.delete(folder);
    }
    report.print(System.out);
    JsonFile.write(json, report);
    return 0;
  }

  private RegistryReport run(RunningServer server, Path folder) {
    try (Operator operator = new Operator(server);
        SignedApi api = new SignedApi(server);
        PlainLucene plain = new PlainLucene(folder.resolve("plain"))) {
      return new Run(server, folder, operator, api, plain).report();
    }
  }

  /// One run, step by step.
  private final class Run {
    private final RunningServer server;
    private final Path folder;
    private final Operator operator;
    private final SignedApi api;
    private final PlainLucene plain;
    private final ServerProcess process;
    private final SearchApi searching;
    private final Optional<SslContext> tls;

    Run(RunningServer server, Path folder, Operator operator, SignedApi api, PlainLucene plain) {
      this.server = server;
      this.folder = folder;
      this.operator = operator;
      this.api = api;
      this.plain = plain;
      this.process = new ServerProcess(server.pid());
      this.searching = new SearchApi(api);
      this.tls = admit();
    }

    RegistryReport report() {
      if (indexFirst) {
        build();
      }
      Fleet fleet = new Fleet(api, progress);
      Rate registrations = measure("things registered", () -> register(fleet));
      Rate joins = measure("things put into groups", () -> join(fleet));
      Rate shadows = measure("shadows", () -> onWire(this::fill));
      FullSpeed.Figures unindexed = indexFirst ? none() : onWire(wire -> fullSpeed(wire, "first"));
      Optional<Rate> building =
          indexFirst ? Optional.empty() : Optional.of(measure("things indexed", this::build));
      Places places = new Places(Place.FIRST);
      Rate walk = measure("things read", () -> walk(places));
      Searches.Http http = http();
      List<Searches.Figures> figures =
          search(new Searches(searching, process, plain.searching(), http, repeats), places.deep);
      List<Aggregations.Figures> aggregations =
          new Aggregations(searching, AGGREGATION_REPEATS).measure();
      progress.done("aggregations measured");
      SteadyUpdates.@Nullable Figures steady = seconds == 0 ? null : onWire(this::steady);
      FullSpeed.Figures indexed = onWire(wire -> fullSpeed(wire, "last"));
      return new RegistryReport(
          things,
          connections,
          transport.name(),
          registrations,
          joins,
          shadows,
          unindexed,
          new RawSqlite(folder, server.data().resolve("drover.db")).shadowsPerCpuSecond(),
          building,
          walk,
          figures,
          http.largeBytes(),
          aggregations,
          steady,
          indexed,
          Folders.bytes(server.data().resolve("index")) / MIB,
          Folders.bytes(server.data().resolve("drover.db")) / MIB,
          Folders.bytes(folder.resolve("plain")) / MIB,
          process.peakResidentBytes() / MIB,
          process.anonymousBytes() / MIB);
    }

    private Optional<SslContext> admit() {
      operator
          .iot()
          .createPolicy(request -> request.policyName(POLICY).policyDocument(ALLOW_SHADOWS));
      if (transport == Transport.plain) {
        return Optional.empty();
      }
      CreateKeysAndCertificateResponse made =
          operator.iot().createKeysAndCertificate(request -> request.setAsActive(true));
      operator
          .iot()
          .attachPolicy(request -> request.policyName(POLICY).target(made.certificateArn()));
      return Optional.of(DeviceTls.of(server, made));
    }

    private Rate measure(String what, java.util.function.LongSupplier work) {
      Rate rate = Rate.of(process, work);
      progress.done(
          String.format(
              Locale.ROOT,
              "%,d %s in %.1f s, %,.0f a second, %,.0f per server-CPU-second",
              rate.count(),
              what,
              rate.seconds(),
              rate.perSecond(),
              rate.perServerCpuSecond()));
      return rate;
    }

    private <T> T onWire(Function<Wire, T> work) {
      try (Wire wire = new Wire(server.port(transport.door()), tls)) {
        return work.apply(wire);
      }
    }

    private long register(Fleet fleet) {
      fleet.register(things, Population::attributes);
      return things;
    }

    private long join(Fleet fleet) {
      for (int group = 0; group < Population.GROUPS; group++) {
        api.send("POST", "/thing-groups/" + Population.group(group), "{}");
      }
      List<Integer> members = new ArrayList<>();
      for (int thing = 0; thing < things; thing++) {
        if (Population.isMember(thing)) {
          members.add(thing);
        }
      }
      fleet.each(
          "put things into groups",
          members.size(),
          i -> fleet.join(members.get(i), Population.groupOf(members.get(i))));
      return members.size();
    }

    private long fill(Wire wire) {
      return new ShadowFill(wire, connections, things).run(progress);
    }

    private FullSpeed.Figures fullSpeed(Wire wire, String round) {
      FullSpeed.Figures figures =
          new FullSpeed(wire, connections, round).run(process, WARMUP, MEASURED, progress);
      progress.done(
          String.format(
              Locale.ROOT,
              "%,.0f complete shadow updates a second, %,.0f per server-CPU-second",
              figures.updates().perSecond(),
              figures.updates().perServerCpuSecond()));
      return figures;
    }

    private static FullSpeed.Figures none() {
      return new FullSpeed.Figures(new Rate(0, 1, 1), Percentiles.of(new double[0]));
    }

    private long build() {
      searching.configure();
      while (!searching.isActive()) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
      return things;
    }

    /// Where deep pages start, found on the way.
    private static final class Places {
      private Place deep;

      Places(Place deep) {
        this.deep = deep;
      }
    }

    private long walk(Places places) {
      long read = 0;
      int pages = 0;
      String token = null;
      do {
        JsonNode page = searching.page("*", token, WALKED_PAGE);
        for (JsonNode thing : page.get("things").values()) {
          plain.add(thing, read++);
        }
        token = SearchApi.next(page);
        if (token != null && pages++ < DEEP_PAGE) {
          places.deep = new Place(token, read - 1);
        }
        progress.show("read things", read, things);
      } while (token != null);
      if (read != things) {
        throw new IllegalStateException("of " + things + " things searches find " + read);
      }
      return read;
    }

    private Searches.Http http() {
      String document = "{\"text\":\"" + "x".repeat(SIZED_BYTES) + "\"}";
      operator
          .iot()
          .createJob(
              request ->
                  request
                      .jobId(SIZED_JOB)
                      .targets("arn:aws:iot:us-east-1:123456789012:thing/" + Fleet.name(0))
                      .document(document));
      return new Searches.Http(
          searching::searchNowhere,
          () -> api.send("GET", "/jobs/" + SIZED_JOB + "/job-document", ""),
          SIZED_BYTES);
    }

    private List<Searches.Figures> search(Searches searches, Place deep) {
      List<SearchKind> kinds = SearchKind.all(things);
      searches.warmUp(kinds, progress);
      List<Searches.Figures> figures = new ArrayList<>();
      for (SearchKind kind : kinds) {
        progress.show("search, kinds of queries", figures.size(), kinds.size());
        figures.add(searches.measure(kind, Place.FIRST));
      }
      String page = String.format(Locale.ROOT, "* after %,d things", deep.after() + 1);
      figures.add(searches.measure(SearchKind.everything().named(page), deep));
      progress.done(figures.size() + " kinds of queries measured");
      return figures;
    }

    private SteadyUpdates.Figures steady(Wire wire) {
      Reply group =
          api.call(
              "POST",
              "/dynamic-thing-groups/" + SteadyUpdates.GROUP,
              "{\"queryString\":\"shadow.reported.mark:on\"}");
      SteadyUpdates.Figures figures =
          new SteadyUpdates(wire, api, connections, things, rate, group.isSuccess())
              .run(process, seconds, progress);
      progress.done("steady updates measured");
      return figures;
    }
  }
}
