package io.drover.bench;

import io.drover.acceptance.Operator;
import io.drover.acceptance.RunningServer;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;
import software.amazon.awssdk.services.iot.model.Job;

/// One job on many things, and many devices that do what they are given.
@Command(
    name = "jobs",
    description = {
      "Registers things in a group through the public API, connects devices, creates one job on the group and measures"
          + " how fast it is queued and announced; then lets the devices complete updates (start-next, one progress,"
          + " SUCCEEDED) as fast as they are answered. The raw SQLite figures beside are taken in the same run.",
      "",
      "Example: ./drover bench jobs --things 1000000 --connected 1000"
    },
    mixinStandardHelpOptions = true)
final class JobsBench implements Callable<Integer> {
  private static final String EVERYONE = "everyone";
  private static final String CONNECTED = "connected";
  private static final String POLICY = "bench";
  private static final double MIB = 1024.0 * 1024.0;
  private static final String ALLOW_JOBS =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Action":["iot:Connect","iot:Publish","iot:Subscribe","iot:Receive"],\
      "Resource":["arn:aws:iot:us-east-1:123456789012:client/${iot:Connection.Thing.ThingName}",\
      "arn:aws:iot:us-east-1:123456789012:topic/$aws/things/${iot:Connection.Thing.ThingName}/jobs/*",\
      "arn:aws:iot:us-east-1:123456789012:topicfilter/$aws/things/${iot:Connection.Thing.ThingName}/jobs/*"]}]}""";

  @Option(
      names = "--things",
      defaultValue = "10000",
      description = "Things in the group (default: ${DEFAULT-VALUE}).")
  private int things;

  @Option(
      names = "--connected",
      defaultValue = "1000",
      description = "Devices that connect (default: ${DEFAULT-VALUE}).")
  private int connected;

  @Option(
      names = "--rounds",
      defaultValue = "30",
      description = "Measured updates per connected device (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmup",
      defaultValue = "15",
      description =
          "Updates per connected device before the measured ones (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--transport",
      defaultValue = "tls",
      description = "tls (mutual) or plain (default: ${DEFAULT-VALUE}).")
  private Transport transport = Transport.tls;

  @Option(
      names = "--json",
      defaultValue = "bench/target/jobs.json",
      description = "Where the figures go as JSON (default: ${DEFAULT-VALUE}).")
  private Path json = Path.of("bench/target/jobs.json");

  private final Progress progress = Progress.onConsole();

  @Override
  public Integer call() throws IOException {
    if (connected > things || connected < 1) {
      System.err.println("--connected must be between 1 and --things");
      return 2;
    }
    Path folder =
        Files.createTempDirectory(
            Path.of(RunningServer.home().toString(), "bench", "target"), "jobs-");
    JobsReport report;
    try (RunningServer server =
        RunningServer.start(folder.resolve("data"), "mqtt.port=0", "mqtt.policy=" + POLICY)) {
      pause(Duration.ofSeconds(5));
      report = run(server, folder);
    } finally {
      Folders.delete(folder);
    }
    report.print(System.out);
    JsonFile.write(json, report);
    return 0;
  }

  private JobsReport run(RunningServer server, Path folder) {
    ServerProcess process = new ServerProcess(server.pid());
    double idle = process.residentBytes() / MIB;
    try (Operator operator = new Operator(server);
        SignedApi api = new SignedApi(server)) {
      Fleet fleet = new Fleet(api, progress);
      double registrations = register(operator, fleet);
      CreateKeysAndCertificateResponse certificate = certify(operator, fleet);
      try (Load load = new Load(server.port(transport.door()), tls(server, certificate))) {
        load.connect(connected, progress);
        progress.done(connected + " devices connected");
        Rollout rollout = rollOut(operator, load);
        Updates updates = update(operator, load, process);
        double rawInserts = RawSqlite.insertsPerSecond(folder, Math.min(things, 1_000_000));
        double rawUpdates = RawSqlite.updatesPerCpuSecond(folder);
        double queuedPerSecond = things / rollout.seconds;
        return new JobsReport(
            things,
            connected,
            transport.name(),
            server.startedIn().toMillis() / 1e3,
            idle,
            registrations,
            rollout.seconds,
            queuedPerSecond,
            rawInserts,
            queuedPerSecond / rawInserts,
            rollout.notifications,
            updates.count,
            updates.count / updates.seconds,
            updates.count / updates.cpuSeconds,
            rawUpdates,
            updates.answers,
            process.peakResidentBytes() / MIB);
      }
    }
  }

  private double register(Operator operator, Fleet fleet) {
    operator.iot().createThingGroup(request -> request.thingGroupName(EVERYONE));
    operator.iot().createThingGroup(request -> request.thingGroupName(CONNECTED));
    long began = System.nanoTime();
    fleet.register(things, EVERYONE);
    double perSecond = things / seconds(began);
    fleet.each("gather the connected", connected, number -> fleet.join(number, CONNECTED));
    progress.done(
        String.format(
            java.util.Locale.ROOT, "%,d things registered, %,.0f a second", things, perSecond));
    return perSecond;
  }

  /// One certificate serves all: what is measured is the use of connections, not the making of
  /// keys.
  private CreateKeysAndCertificateResponse certify(Operator operator, Fleet fleet) {
    operator.iot().createPolicy(request -> request.policyName(POLICY).policyDocument(ALLOW_JOBS));
    CreateKeysAndCertificateResponse made =
        operator.iot().createKeysAndCertificate(request -> request.setAsActive(true));
    operator
        .iot()
        .attachPolicy(request -> request.policyName(POLICY).target(made.certificateArn()));
    fleet.each(
        "attach the certificate",
        connected,
        number ->
            operator
                .iot()
                .attachThingPrincipal(
                    request ->
                        request.thingName(Fleet.name(number)).principal(made.certificateArn())));
    return made;
  }

  private Optional<SslContext> tls(RunningServer server, CreateKeysAndCertificateResponse made) {
    return transport == Transport.plain
        ? Optional.empty()
        : Optional.of(DeviceTls.of(server, made));
  }

  private record Rollout(double seconds, Percentiles notifications) {}

  private Rollout rollOut(Operator operator, Load load) {
    load.forgetNotifications();
    long began = System.nanoTime();
    createJob(operator, "rollout", EVERYONE);
    Job job = awaitQueued(operator, "rollout", things);
    double seconds = seconds(began);
    load.await("notify", () -> load.notificationCount() >= connected);
    progress.done(
        String.format(
            java.util.Locale.ROOT,
            "%,d executions queued in %.2f s",
            job.jobProcessDetails().numberOfQueuedThings(),
            seconds));
    return new Rollout(seconds, load.notificationsSince(began));
  }

  private void createJob(Operator operator, String id, String group) {
    String arn = "arn:aws:iot:us-east-1:123456789012:thinggroup/" + group;
    operator
        .iot()
        .createJob(
            request ->
                request
                    .jobId(id)
                    .targets(arn)
                    .document("{\"operation\":\"install\",\"packageName\":\"bench\"}"));
  }

  private Job awaitQueued(Operator operator, String id, int count) {
    while (true) {
      Job job = operator.describe(id).job();
      int queued = job.jobProcessDetails().numberOfQueuedThings();
      if (queued >= count) {
        return job;
      }
      progress.show("queue " + id, queued, count);
      pause(Duration.ofMillis(20));
    }
  }

  private record Updates(long count, double seconds, double cpuSeconds, Percentiles answers) {}

  private Updates update(Operator operator, Load load, ServerProcess process) {
    queueJobs(operator, "warmup", warmup);
    progress.done(load.workUntilIdle() + " updates to warm up");
    queueJobs(operator, "measured", rounds);
    Duration cpu = process.cpu();
    long began = System.nanoTime();
    long count = load.workUntilIdle();
    double seconds = seconds(began);
    double cpuSeconds = process.cpu().minus(cpu).toMillis() / 1e3;
    progress.done(count + " updates measured");
    return new Updates(count, seconds, cpuSeconds, load.answers());
  }

  private void queueJobs(Operator operator, String prefix, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(prefix + "-" + i);
    }
    ids.forEach(id -> createJob(operator, id, CONNECTED));
    ids.forEach(id -> awaitQueued(operator, id, connected));
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
